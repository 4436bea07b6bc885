/// Signing in to Azure and talking to Azure Resource Manager; every refusal becomes a typed failure
/// here.
@NullMarked
package io.github.shgrotate.azure;

import org.jspecify.annotations.NullMarked;

/// Azure as a gateway's owner sees it: Entra sign-in, instance metadata, Azure Resource Manager,
/// the configuration endpoint.
///
/// Start at [SandboxAzure]. A request goes from a `LoopbackServer` to one of [EntraEndpoints],
/// [ImdsEndpoints], [ArmEndpoints], [ConfigurationEndpoint]; what they know is in [Directory] (who
/// there is) and [Resources] (what there is). What Azure answers follows its public descriptions
/// and recordings; where none says, the comment at the place says so and the unkind guess is taken.
@NullMarked
package io.github.shgrotate.sandbox.azure;

import org.jspecify.annotations.NullMarked;

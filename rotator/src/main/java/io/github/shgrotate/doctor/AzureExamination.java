package io.github.shgrotate.doctor;

import io.github.shgrotate.rotation.Gateway;

/// Port to Azure: asks all that can be asked without an effect. What fails is part of the answer.
public interface AzureExamination {
  AzureFacts examine(Gateway gateway);
}

package io.github.shgrotate.e2e.controlplane;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RotatorContainersTest {
  @ParameterizedTest
  @CsvSource({
    "apim-shg-rotate, true",
    "apim-shg-rotate:0.1.0, true",
    "registry.example:5000/tools/apim-shg-rotate:0.1.0, true",
    "registry.example/apim-shg-rotate@sha256:0123, true",
    "mcr.microsoft.com/azure-api-management/gateway:v2, false",
    "registry.example/apim-shg-rotate/gateway:v2, false",
    "registry.example/my-apim-shg-rotate:1, false"
  })
  void the_rotators_image_is_known_by_its_name(String image, boolean rotator) {
    assertThat(RotatorContainers.runs(image)).isEqualTo(rotator);
  }
}

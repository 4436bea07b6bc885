package io.github.shgrotate.rotation;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// The codes are in Kubernetes events, in logs and in people's alerts: they stay.
class DeedTest {
  @ParameterizedTest
  @CsvSource({
    "GATEWAY_READ,      GatewayRead,      false",
    "TOKEN_RENEWED,     TokenRenewed,     false",
    "RESTART_REQUESTED, RestartRequested, false",
    "TOKEN_PROVEN,      TokenProven,      false",
    "TOKEN_NOT_PROVEN,  TokenNotProven,   true",
    "KEY_REVOKED,       KeyRevoked,       false",
    "TOKEN_PUT_BACK,    TokenPutBack,     true",
    "ROTATION_WARNING,  RotationWarning,  true",
    "ROTATION_FAILED,   RotationFailed,   true",
  })
  void each_kind_has_its_code_and_says_whether_somebody_should_look(
      Deed.Kind kind, String code, boolean isWarning) {
    assertThat(kind.code()).isEqualTo(code);
    assertThat(kind.isWarning()).isEqualTo(isWarning);
  }
}

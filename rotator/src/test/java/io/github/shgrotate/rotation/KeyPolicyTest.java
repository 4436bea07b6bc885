package io.github.shgrotate.rotation;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Optional;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class KeyPolicyTest {
  @ParameterizedTest(name = "{0} after \"{1}\" is {2}")
  @CsvSource({
    "LAST,      ,          PRIMARY",
    "LAST,      '',        PRIMARY",
    "LAST,      primary,   PRIMARY",
    "LAST,      secondary, SECONDARY",
    "ROTATE,    ,          PRIMARY",
    "ROTATE,    '',        PRIMARY",
    "ROTATE,    primary,   SECONDARY",
    "ROTATE,    secondary, PRIMARY",
    "PRIMARY,   secondary, PRIMARY",
    "SECONDARY, primary,   SECONDARY",
    "PRIMARY,   nonsense,  PRIMARY",
    "SECONDARY, nonsense,  SECONDARY",
  })
  void decides_as_the_script_does(KeyPolicy policy, String recorded, KeySlot expected) {
    assertThat(policy.choose(Optional.ofNullable(recorded))).contains(expected);
  }

  @ParameterizedTest(name = "{0} after \"{1}\" cannot be told")
  @CsvSource({"LAST, rotate", "LAST, Primary", "ROTATE, last", "ROTATE, 'primary '", "ROTATE, x"})
  void does_not_guess_from_a_record_that_names_no_key(KeyPolicy policy, String recorded) {
    assertThat(policy.choose(Optional.of(recorded))).isEmpty();
  }
}

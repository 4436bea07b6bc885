package io.github.shgrotate.status;

import io.github.shgrotate.rotation.Gateway;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// The command that rotates the token of a gateway, with everything in it that is known.
final class RotateAdvice {
  private RotateAdvice() {}

  static Advice now(StatusChecks.Facts facts) {
    return of(facts, "rotate now");
  }

  static Advice of(StatusChecks.Facts facts, String sentence, String... more) {
    if (!(facts.signIn() instanceof SignIn.Token from)) {
      return Advice.of("store a new token in a Secret, and let the container read it from there");
    }
    Optional<Gateway> gateway = facts.identity().recorded();
    Identity known = facts.identity();
    List<String> command = new ArrayList<>(List.of("apim-shg-rotate"));
    add(command, "-s", gateway.map(Gateway::subscriptionId).orElse("SUBSCRIPTION"));
    add(command, "-r", gateway.map(Gateway::resourceGroup).orElse("RESOURCE_GROUP"));
    add(command, "-a", known.service().orElse("SERVICE"));
    add(
        command,
        "-g",
        gateway
            .map(Gateway::name)
            .or(facts.found()::gatewayName)
            .or(known::name)
            .orElse("GATEWAY"));
    add(command, "-n", facts.found().namespace());
    add(command, "-t", from.secretName());
    add(command, "-o", facts.found().workload().ref().toString());
    add(command, "--token-key", "rotate");
    add(command, "--renew-before", written(facts.policy().renewBefore()));
    command.addAll(List.of(more));
    return new Advice(sentence, command);
  }

  private static void add(List<String> command, String flag, String value) {
    command.add(flag);
    command.add(value);
  }

  /// As the command line takes it: in the largest unit that leaves no rest.
  private static String written(Duration duration) {
    long seconds = duration.toSeconds();
    if (seconds % 86_400 == 0) {
      return seconds / 86_400 + "d";
    }
    if (seconds % 3_600 == 0) {
      return seconds / 3_600 + "h";
    }
    return seconds % 60 == 0 ? seconds / 60 + "m" : seconds + "s";
  }
}

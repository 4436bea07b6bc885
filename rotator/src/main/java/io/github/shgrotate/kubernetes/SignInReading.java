package io.github.shgrotate.kubernetes;

import static io.github.shgrotate.rotation.DataKey.AUTH;
import static io.github.shgrotate.rotation.DataKey.AUTH_KEY;

import io.github.shgrotate.kubernetes.ContainerEnvironment.Whole;
import io.github.shgrotate.kubernetes.ContainerSettings.Setting;
import io.github.shgrotate.rotation.GatewayToken;
import io.github.shgrotate.rotation.TokenFacts;
import io.github.shgrotate.rotation.TokenText;
import io.github.shgrotate.status.SecretAnswer;
import io.github.shgrotate.status.SignIn;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;

/// Finds out how a container of a gateway signs in. A ConfigMap is asked for only when nothing else
/// has told.
final class SignInReading {
  private final ContainerSettings settings;
  private final NamedObjects objects;

  private SignInReading(ContainerSettings settings, NamedObjects objects) {
    this.settings = settings;
    this.objects = objects;
  }

  /// Empty when the container has no such setting.
  static Optional<SignIn> of(ContainerSettings settings, NamedObjects objects) {
    return new SignInReading(settings, objects).read();
  }

  private Optional<SignIn> read() {
    Optional<Setting> auth = settings.named(AUTH);
    return auth.flatMap(this::ofAuth)
        .or(() -> settings.named(AUTH_KEY).flatMap(this::ofKey))
        .or(() -> fromWholeSecret(auth.isPresent()))
        .or(() -> fromConfigMap(auth));
  }

  /// What `config.service.auth` says; empty when it only says that the token is in `.key`.
  private Optional<SignIn> ofAuth(Setting setting) {
    return switch (setting) {
      case Setting.FromSecret from -> Optional.of(token(from));
      case Setting.Hidden(String why) -> Optional.of(new SignIn.Unclear(why));
      case Setting.Text text -> ofText(text);
    };
  }

  private static Optional<SignIn> ofText(Setting.Text text) {
    Optional<String> entra = SignInText.entra(text.value());
    if (entra.isPresent()) {
      return Optional.of(new SignIn.Entra(entra.get()));
    }
    return SignInText.isToken(text.value()) ? ofPlain(text) : Optional.empty();
  }

  private Optional<SignIn> ofKey(Setting setting) {
    return switch (setting) {
      case Setting.FromSecret from -> Optional.of(token(from));
      case Setting.Hidden(String why) -> Optional.of(new SignIn.Unclear(why));
      case Setting.Text text -> text.value().isBlank() ? Optional.empty() : ofPlain(text);
    };
  }

  private static Optional<SignIn> ofPlain(Setting.Text text) {
    Optional<TokenFacts> facts =
        GatewayToken.judge(text.value()) instanceof TokenText.Whole(var whole)
            ? Optional.of(whole)
            : SignInText.bare(text.value());
    return Optional.of(new SignIn.PlainText(text.where(), facts));
  }

  private Optional<SignIn> fromWholeSecret(boolean authSaysKey) {
    Optional<Setting.FromSecret> key = settings.fromWholeSecrets(AUTH_KEY);
    return key.or(() -> authSaysKey ? Optional.empty() : settings.fromWholeSecrets(AUTH))
        .map(this::token);
  }

  /// The last that can tell. What it does not tell is guessed only where one guess is left: a
  /// gateway that takes a Secret in whole, and says nothing else, reads its token from there.
  private Optional<SignIn> fromConfigMap(Optional<Setting> auth) {
    Optional<Setting> said = auth.or(() -> settings.fromConfigMaps(AUTH));
    boolean saysKey = said.filter(Setting.Text.class::isInstance).isPresent();
    if (auth.isEmpty() && saysKey) {
      Optional<SignIn> told = said.flatMap(this::ofAuth);
      if (told.isPresent()) {
        return told;
      }
    }
    Optional<SignIn> plain =
        settings
            .fromConfigMaps(AUTH_KEY)
            .filter(Setting.Text.class::isInstance)
            .flatMap(this::ofKey);
    if (plain.isPresent()) {
      return plain;
    }
    if (said.isPresent() && said.get() instanceof Setting.Hidden(String why)) {
      return Optional.of(new SignIn.Unclear(alsoHidden(why)));
    }
    return guessed(saysKey);
  }

  private String alsoHidden(String why) {
    List<String> all = new ArrayList<>(List.of(why));
    for (Whole whole : settings.wholeSecrets()) {
      if (objects.secret(whole.name()) instanceof SecretAnswer.NotPermitted(String permission)) {
        all.add(permission);
      }
    }
    return String.join(" and ", all);
  }

  private Optional<SignIn> guessed(boolean saysKey) {
    Predicate<Whole> unread = whole -> !(objects.secret(whole.name()) instanceof SecretAnswer.Read);
    List<Whole> all =
        settings.wholeSecrets().stream()
            .filter(whole -> whole.keyFor(AUTH_KEY).isPresent())
            .toList();
    Optional<Whole> guess = all.stream().filter(unread).findFirst();
    if (guess.isEmpty() && saysKey) {
      guess = all.stream().findFirst();
    }
    return guess
        .map(
            whole ->
                token(new Setting.FromSecret(whole.name(), whole.keyFor(AUTH_KEY).orElseThrow())))
        .or(
            () ->
                saysKey
                    ? Optional.of(
                        new SignIn.Unclear(
                            "its token should be in %s, which is not set".formatted(AUTH_KEY)))
                    : Optional.empty());
  }

  private SignIn token(Setting.FromSecret from) {
    return new SignIn.Token(from.secretName(), from.dataKey(), objects.secret(from.secretName()));
  }
}

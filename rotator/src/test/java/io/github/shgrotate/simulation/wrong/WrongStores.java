package io.github.shgrotate.simulation.wrong;

import io.github.shgrotate.rotation.GatewayToken;
import io.github.shgrotate.rotation.PastRotation;
import io.github.shgrotate.rotation.Reason;
import io.github.shgrotate.rotation.RotationFailed;
import io.github.shgrotate.rotation.SecretFacts;
import io.github.shgrotate.rotation.TokenFacts;
import io.github.shgrotate.rotation.TokenRecord;
import io.github.shgrotate.rotation.TokenText;
import io.github.shgrotate.rotation.WorkloadRef;
import io.github.shgrotate.simulation.Ports;
import io.github.shgrotate.simulation.Rotator;
import io.github.shgrotate.simulation.SecretAnswers;
import io.github.shgrotate.simulation.world.SecretVersion;
import io.github.shgrotate.simulation.world.Slot;
import io.github.shgrotate.simulation.world.Writer;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.UnaryOperator;

/// Wrong ways to read and write the Secret.
final class WrongStores {
  private WrongStores() {}

  /// One that writes past the line, as an adapter that is wrong would.
  abstract static class Wrong extends Forwarding.Store {
    final Rotator.Order order;

    Wrong(Rotator.Order order, Ports ports) {
      super(ports.store());
      this.order = order;
    }

    void write(UnaryOperator<SecretVersion> change) {
      order
          .behind()
          .world()
          .cluster()
          .writeSecret(order.behind().of().secret(), change, new Writer.Run(order.behind().run()));
    }
  }

  static final class RestartsFirst extends Forwarding.Store {
    private final Rotator.Order order;
    private final Ports ports;

    RestartsFirst(Rotator.Order order, Ports ports) {
      super(ports.store());
      this.order = order;
      this.ports = ports;
    }

    @Override
    public Written store(SecretFacts seen, GatewayToken token, TokenRecord record) {
      for (WorkloadRef ref : order.request().workloads()) {
        ports
            .workloads()
            .restart(
                ports.workloads().workload(ref),
                new PastRotation(
                    record.issuedAt(),
                    Optional.of(record.key()),
                    record.token().fingerprint(),
                    record.token().expiresAt(),
                    PastRotation.Result.RESTARTED));
      }
      return proper.store(seen, token, record);
    }
  }

  static final class WritesTwice extends Wrong {
    WritesTwice(Rotator.Order order, Ports ports) {
      super(order, ports);
    }

    @Override
    public Written store(SecretFacts seen, GatewayToken token, TokenRecord record) {
      write(it -> it.withData(record.dataKey(), token.secretValue()));
      return proper.store(proper.secret(), token, record);
    }
  }

  /// Takes what the annotations say for what the Secret holds.
  static final class TrustsTheRecord extends Wrong {
    TrustsTheRecord(Rotator.Order order, Ports ports) {
      super(order, ports);
    }

    @Override
    public SecretFacts secret() {
      SecretFacts secret = proper.secret();
      Optional<Instant> end = secret.notes().expiresAt();
      return secret.recordedToken().isEmpty() || end.isEmpty()
          ? secret
          : Alterations.text(
              secret,
              new TokenText.Whole(
                  new TokenFacts(
                      secret.recordedToken().get(), order.request().gateway().name(), end.get())));
    }
  }

  /// Takes every token for one that is good for a year.
  static final class NeverDue extends Wrong {
    NeverDue(Rotator.Order order, Ports ports) {
      super(order, ports);
    }

    @Override
    public SecretFacts secret() {
      SecretFacts secret = proper.secret();
      return secret.text(order.behind().of().dataKey()) instanceof TokenText.Whole(var facts)
          ? Alterations.text(
              Alterations.lastUsedKey(secret, Optional.of("primary")),
              new TokenText.Whole(
                  new TokenFacts(
                      facts.fingerprint(),
                      facts.gatewayName(),
                      facts.expiresAt().plus(Duration.ofDays(365)))))
          : secret;
    }
  }

  static final class AsksAgain extends Forwarding.Store {
    AsksAgain(Ports ports) {
      super(ports.store());
    }

    @Override
    public SecretFacts secret() {
      try {
        return proper.secret();
      } catch (RotationFailed e) {
        if (e.failure().reason().kind() == Reason.Kind.REFUSED) {
          return proper.secret();
        }
        throw e;
      }
    }
  }

  static final class WritesBlindly extends Wrong {
    WritesBlindly(Rotator.Order order, Ports ports) {
      super(order, ports);
    }

    @Override
    public Written store(SecretFacts seen, GatewayToken token, TokenRecord record) {
      if (proper.store(seen, token, record) instanceof Written.Stored stored) {
        return stored;
      }
      write(it -> SecretAnswers.stored(it, token, record));
      return new Written.Stored(proper.secret());
    }
  }

  static final class Insists extends Forwarding.Store {
    private final int times;

    Insists(Ports ports, int times) {
      super(ports.store());
      this.times = times;
    }

    @Override
    public Written store(SecretFacts seen, GatewayToken token, TokenRecord record) {
      Written written = proper.store(seen, token, record);
      for (int i = 0; i < times && written instanceof Written.Conflict; i++) {
        written = proper.store(proper.secret(), token, record);
      }
      return written;
    }
  }

  static final class Half extends Wrong {
    Half(Rotator.Order order, Ports ports) {
      super(order, ports);
    }

    @Override
    public Written store(SecretFacts seen, GatewayToken token, TokenRecord record) {
      String text = token.secretValue();
      write(
          it ->
              SecretAnswers.stored(it, token, record)
                  .withData(record.dataKey(), text.substring(0, text.length() / 2)));
      return new Written.Stored(proper.secret());
    }
  }

  static final class WithNewline extends Wrong {
    WithNewline(Rotator.Order order, Ports ports) {
      super(order, ports);
    }

    @Override
    public Written store(SecretFacts seen, GatewayToken token, TokenRecord record) {
      write(
          it ->
              SecretAnswers.stored(it, token, record)
                  .withData(record.dataKey(), token.secretValue() + "\n"));
      return new Written.Stored(proper.secret());
    }
  }

  static final class ReplacesAll extends Wrong {
    ReplacesAll(Rotator.Order order, Ports ports) {
      super(order, ports);
    }

    @Override
    public Written store(SecretFacts seen, GatewayToken token, TokenRecord record) {
      write(
          it ->
              SecretAnswers.stored(
                  new SecretVersion(it.version(), Map.of(), Map.of(), false), token, record));
      return new Written.Stored(proper.secret());
    }
  }

  static final class RevokesAtOnce extends Wrong {
    RevokesAtOnce(Rotator.Order order, Ports ports) {
      super(order, ports);
    }

    @Override
    public Written store(SecretFacts seen, GatewayToken token, TokenRecord record) {
      Written written = proper.store(seen, token, record);
      order
          .behind()
          .world()
          .azure()
          .regenerateKey(
              order.behind().of().gateway(),
              Slot.of(record.key().other().wireName()),
              new Writer.Run(order.behind().run()));
      return written;
    }
  }

  static final class Talks extends Forwarding.Store {
    private final List<String> words = new ArrayList<>();

    Talks(Ports ports) {
      super(ports.store());
    }

    List<String> words() {
      return words;
    }

    @Override
    public Written store(SecretFacts seen, GatewayToken token, TokenRecord record) {
      words.add("storing " + token.secretValue());
      return proper.store(seen, token, record);
    }
  }

  static final class Breaks extends Forwarding.Store {
    Breaks(Ports ports) {
      super(ports.store());
    }

    @Override
    public Written store(SecretFacts seen, GatewayToken token, TokenRecord record) {
      if (proper.store(seen, token, record) instanceof Written.Stored stored) {
        return stored;
      }
      throw new IllegalStateException("nobody else writes here");
    }
  }
}

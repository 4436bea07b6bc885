package io.github.shgrotate.simulation;

import io.github.shgrotate.simulation.world.Entry;
import io.github.shgrotate.simulation.world.SecretVersion;
import io.github.shgrotate.simulation.world.Writer;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Optional;

/// A chronicle in words, a line for each entry.
public final class Telling {
  private static final DateTimeFormatter TIME =
      DateTimeFormatter.ofPattern("MM-dd HH:mm:ss.S").withZone(ZoneOffset.UTC);

  private Telling() {}

  public static String line(Entry entry) {
    return time(entry.at()) + "  " + words(entry);
  }

  private static String time(Instant at) {
    return TIME.format(at);
  }

  private static String words(Entry entry) {
    return switch (entry) {
      case Entry.RunBegan it -> "run %d begins for %s".formatted(it.run(), it.of().gateway());
      case Entry.RunEnded it ->
          "run %d ends: %s %s".formatted(it.run(), it.told().ending(), it.told().reason());
      case Entry.Requested it ->
          "  run %d request %d: %s%s"
              .formatted(
                  it.run(),
                  it.number(),
                  it.request(),
                  it.fate().equals("ok") ? "" : ": " + it.fate());
      case Entry.WriteArrived it -> "    arrived: " + it.request();
      case Entry.AzureAnswered _ -> "    Azure answered";
      case Entry.TokenIssued it ->
          "    Azure issues a token of the %s key until %s"
              .formatted(it.token().slot().word(), it.token().expiry());
      case Entry.KeyRegenerated it ->
          "    Azure makes the %s key of %s anew".formatted(it.slot().word(), it.gateway());
      case Entry.SecretTold it -> "    told Secret version " + it.version();
      case Entry.SecretWritten it ->
          "    %s writes Secret %s, version %d: %s"
              .formatted(who(it.by()), it.name(), it.after().version(), said(it.after()));
      case Entry.TemplateWritten it ->
          "    %s changes the template of %s: stamp %s -> %s"
              .formatted(
                  who(it.by()),
                  it.workload(),
                  it.before().stamp().orElse("none"),
                  it.after().stamp().orElse("none"));
      case Entry.ContainerBegan it ->
          "    container of %s begins (stamp %s)"
              .formatted(it.pod(), it.template().stamp().orElse("none"));
      case Entry.PodReady it -> "    %s is ready".formatted(it.pod());
      case Entry.ContainerEnded it -> "    container of %s ended".formatted(it.pod());
      case Entry.PodLeaving it -> "    %s is told to stop".formatted(it.pod());
      case Entry.PodsHit it -> "%s: %s".formatted(it.workload(), it.how());
      case Entry.DeploymentPaused it ->
          "%s is %s".formatted(it.workload(), it.paused() ? "paused" : "resumed");
      case Entry.EventWritten it -> "    event: " + it.text();
      case Entry.Noted it -> it.what();
    };
  }

  private static String who(Writer writer) {
    return switch (writer) {
      case Writer.Run(int number) -> "run " + number;
      case Writer.Person(String how) -> how;
    };
  }

  /// The record, and which data keys there are; never a token.
  private static String said(SecretVersion version) {
    return "%s, token %s until %s, data %s"
        .formatted(
            version.annotation(SecretVersion.LAST_USED_KEY).orElse("no key recorded"),
            version.annotation(SecretVersion.PREFIX + "token-id").orElse("not recorded"),
            Optional.ofNullable(version.annotations().get(SecretVersion.PREFIX + "expires-at"))
                .orElse("?"),
            version.data().keySet());
  }
}

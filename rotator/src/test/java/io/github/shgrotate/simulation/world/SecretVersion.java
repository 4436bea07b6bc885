package io.github.shgrotate.simulation.world;

import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/// A Secret as it was between two writes.
public record SecretVersion(
    long version, Map<String, String> data, Map<String, String> annotations, boolean immutable) {
  public static final String LAST_USED_KEY = "last-used-key";
  public static final String PREFIX = "shgrotate.github.io/";

  public SecretVersion {
    data = Map.copyOf(data);
    annotations = Map.copyOf(annotations);
  }

  public Optional<String> text(String dataKey) {
    return Optional.ofNullable(data.get(dataKey)).filter(text -> !text.isEmpty());
  }

  public Optional<String> annotation(String name) {
    return Optional.ofNullable(annotations.get(name));
  }

  public SecretVersion withData(String dataKey, String text) {
    Map<String, String> all = new TreeMap<>(data);
    all.put(dataKey, text);
    return new SecretVersion(version, all, annotations, immutable);
  }

  public SecretVersion withoutData(String dataKey) {
    Map<String, String> all = new TreeMap<>(data);
    all.remove(dataKey);
    return new SecretVersion(version, all, annotations, immutable);
  }

  public SecretVersion withAnnotation(String name, String text) {
    Map<String, String> all = new TreeMap<>(annotations);
    all.put(name, text);
    return new SecretVersion(version, data, all, immutable);
  }

  public SecretVersion withoutAnnotation(String name) {
    Map<String, String> all = new TreeMap<>(annotations);
    all.remove(name);
    return new SecretVersion(version, data, all, immutable);
  }

  SecretVersion withVersion(long now) {
    return new SecretVersion(now, data, annotations, immutable);
  }

  boolean sameAs(SecretVersion other) {
    return withVersion(0).equals(other.withVersion(0));
  }
}

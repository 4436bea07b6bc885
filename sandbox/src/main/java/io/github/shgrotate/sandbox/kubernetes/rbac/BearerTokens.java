package io.github.shgrotate.sandbox.kubernetes.rbac;

import java.security.SecureRandom;
import java.util.Base64;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/// The bearer tokens that were given out, and to whom.
public final class BearerTokens {
  private final SecureRandom random = new SecureRandom();
  private final Map<String, User> users = new ConcurrentHashMap<>();

  /// A new token for the user; the ones before stay valid.
  public String issue(User user) {
    byte[] bytes = new byte[24];
    random.nextBytes(bytes);
    String token = "sandbox-" + Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
    users.put(token, user);
    return token;
  }

  public Optional<User> owner(String token) {
    return Optional.ofNullable(users.get(token));
  }

  /// From now on the token is nobody's.
  public void revoke(String token) {
    users.remove(token);
  }

  @Override
  public String toString() {
    return "BearerTokens[" + users.size() + "]";
  }
}

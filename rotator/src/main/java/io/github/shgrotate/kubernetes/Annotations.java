package io.github.shgrotate.kubernetes;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.shgrotate.rotation.Fingerprint;
import java.util.Optional;

/// The annotations that this program writes and reads.
final class Annotations {
  /// The script's.
  static final String LAST_USED_KEY = "last-used-key";

  static final String GATEWAY = "shgrotate.github.io/gateway";
  static final String TOKEN_ID = "shgrotate.github.io/token-id";
  static final String ISSUED_AT = "shgrotate.github.io/issued-at";
  static final String EXPIRES_AT = "shgrotate.github.io/expires-at";

  static final String FORMER_TOKEN = "shgrotate.github.io/former-token";
  static final String KEY_TO_REVOKE = "shgrotate.github.io/key-to-revoke";
  static final String FORMER_TEMPLATE = "shgrotate.github.io/former-template";

  /// On a workload, not on its template: a change of it restarts nothing.
  static final String HISTORY = "shgrotate.github.io/history";

  /// kubectl's.
  static final String RESTARTED_AT = "kubectl.kubernetes.io/restartedAt";

  private Annotations() {}

  /// What that annotation says.
  static Optional<String> text(JsonNode metadata, String name) {
    return Json.text(metadata.path("annotations"), name);
  }

  /// The stamp on an object with that metadata.
  static Optional<Fingerprint> tokenId(JsonNode metadata) {
    return Json.text(metadata.path("annotations"), TOKEN_ID).map(Fingerprint::new);
  }
}

package io.github.shgrotate.rotation;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.format.ResolverStyle;
import java.util.regex.Pattern;

/// A gateway token: `{gateway}&{yyyyMMddHHmm}&{base64 signature}`. A class and not a record, so
/// that nothing prints it by accident; only the Secret's writer asks for [#secretValue].
public final class GatewayToken {
  private static final String SCHEME = "GatewayKey ";
  private static final Pattern SIGNATURE = Pattern.compile("[A-Za-z0-9+/]{16,}={0,2}");
  private static final DateTimeFormatter MINUTE =
      DateTimeFormatter.ofPattern("uuuuMMddHHmm").withResolverStyle(ResolverStyle.STRICT);

  private final String token;
  private final TokenFacts facts;

  private GatewayToken(String token, TokenFacts facts) {
    this.token = token;
    this.facts = facts;
  }

  /// A text that is no token.
  public static final class Malformed extends Exception {
    private static final long serialVersionUID = 1L;

    private Malformed(String why) {
      super(why);
    }

    /// What is wrong, without quoting the text.
    public String why() {
      return String.valueOf(getMessage());
    }
  }

  /// Reads a token as Azure issues it, without the word `GatewayKey`.
  ///
  /// @throws Malformed when it is none
  public static GatewayToken parse(String token) throws Malformed {
    // From the right: neither the signature nor the time holds an ampersand, a gateway's name
    // might.
    int signatureAt = token.lastIndexOf('&');
    int timeAt = token.lastIndexOf('&', signatureAt - 1);
    if (timeAt < 1) {
      throw new Malformed("it has not the three parts of a gateway token");
    }
    if (!SIGNATURE.matcher(token.substring(signatureAt + 1)).matches()) {
      throw new Malformed("its signature is not base64");
    }
    Instant expiresAt;
    try {
      expiresAt =
          LocalDateTime.parse(token.substring(timeAt + 1, signatureAt), MINUTE)
              .toInstant(ZoneOffset.UTC);
    } catch (DateTimeException e) {
      throw new Malformed("its expiry is not a time of the form yyyyMMddHHmm");
    }
    return new GatewayToken(
        token, new TokenFacts(Fingerprint.ofToken(token), token.substring(0, timeAt), expiresAt));
  }

  /// Judges what a Secret holds: `GatewayKey {token}`.
  public static TokenText judge(String stored) {
    if (stored.isEmpty()) {
      return new TokenText.Absent();
    }
    if (!stored.startsWith(SCHEME)) {
      return new TokenText.Unreadable("it does not begin with \"GatewayKey \"");
    }
    try {
      return new TokenText.Whole(parse(stored.substring(SCHEME.length())).facts());
    } catch (Malformed e) {
      return new TokenText.Unreadable(e.why());
    }
  }

  public TokenFacts facts() {
    return facts;
  }

  /// The whole secret text as a gateway reads it, `GatewayKey {token}` without a newline. For the
  /// Secret only.
  public String secretValue() {
    return SCHEME + token;
  }

  /// Tells the fingerprint, never the token.
  @Override
  public String toString() {
    return "GatewayToken[" + facts.fingerprint() + "]";
  }
}

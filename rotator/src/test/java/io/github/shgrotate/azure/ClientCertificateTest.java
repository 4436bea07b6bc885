package io.github.shgrotate.azure;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import io.github.shgrotate.rotation.Failure;
import io.github.shgrotate.rotation.Reason;
import io.github.shgrotate.rotation.RotationFailed;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.AlgorithmParameters;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.Certificate;
import java.util.Arrays;
import java.util.Optional;
import java.util.stream.Stream;
import javax.crypto.Cipher;
import javax.crypto.EncryptedPrivateKeyInfo;
import javax.crypto.SecretKeyFactory;
import javax.crypto.spec.PBEKeySpec;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class ClientCertificateTest {
  private static final String PASSWORD = "open sesame";
  private static final TestKeys MINE = TestKeys.rsa("mine");
  private static final TestKeys OTHER = TestKeys.rsa("other");
  private static final TestKeys CURVE =
      TestKeys.make("curve", "-keyalg", "EC", "-groupname", "secp256r1");

  @TempDir Path directory;

  static Stream<Arguments> good_pem_files() throws GeneralSecurityException, IOException {
    String certificate = MINE.certificatePem();
    return Stream.of(
        arguments("PKCS#8 key", pkcs8(MINE) + certificate, ""),
        arguments("certificate before the key", certificate + pkcs8(MINE), ""),
        arguments("PKCS#1 key", pkcs1(MINE) + certificate, ""),
        arguments("encrypted key", encrypted(MINE) + certificate, PASSWORD),
        arguments(
            "a chain in the wrong order", OTHER.certificatePem() + certificate + pkcs8(MINE), ""),
        arguments("Windows lines", (pkcs8(MINE) + certificate).replace("\n", "\r\n"), ""),
        arguments(
            "commentary",
            "Bag Attributes\n  friendlyName: x\n"
                + pkcs8(MINE)
                + "subject=CN = mine\n"
                + certificate,
            ""));
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("good_pem_files")
  void a_pem_file_is_read(String name, String content, String password) throws IOException {
    ClientCertificate read = read(file(content), password);

    assertThat(read.key()).isEqualTo(MINE.key());
    assertThat(read.chain().getFirst()).isEqualTo(MINE.certificate());
    assertThat(read.expiresAt()).isAfter("2020-01-01T00:00:00Z");
    assertThat(read).hasToString("ClientCertificate[tenant=t, clientId=c]");
  }

  @Test
  void the_certificates_that_signed_it_follow() throws IOException {
    ClientCertificate read =
        read(file(OTHER.certificatePem() + MINE.certificatePem() + pkcs8(MINE)), "");

    assertThat(read.chain()).hasSize(2).last().isEqualTo(OTHER.certificate());
  }

  @ParameterizedTest(name = "password \"{0}\"")
  @MethodSource("passwords")
  void a_pfx_file_is_read(String password) throws GeneralSecurityException, IOException {
    ClientCertificate read = read(pfx(MINE, password), password);

    assertThat(read.key()).isEqualTo(MINE.key());
    assertThat(read.chain()).singleElement().isEqualTo(MINE.certificate());
  }

  static Stream<String> passwords() {
    return Stream.of("", PASSWORD);
  }

  static Stream<Arguments> bad_files() throws GeneralSecurityException, IOException {
    String key = pkcs8(MINE);
    String certificate = MINE.certificatePem();
    String cut = key.substring(0, 400);
    return Stream.of(
        arguments("only a certificate", certificate, "", "a certificate but no private key"),
        arguments("only a key", key, "", "a private key but no certificate"),
        arguments("somebody else's certificate", key + OTHER.certificatePem(), "", "belongs to"),
        arguments("two keys", key + pkcs8(OTHER) + certificate, "", "2 private keys"),
        arguments(
            "an EC key", pkcs8(CURVE) + CURVE.certificatePem(), "", "signing in needs an RSA"),
        arguments(
            "an EC key of the old form",
            TestKeys.pem("EC PRIVATE KEY", new byte[] {1}) + certificate,
            "",
            "signing in needs an RSA"),
        arguments("a key cut off", cut, "", "PRIVATE KEY has no end"),
        arguments("a label cut off", "-----BEGIN PRIV", "", "cut off"),
        arguments(
            "a damaged key",
            TestKeys.pem("PRIVATE KEY", new byte[] {1, 2, 3}) + certificate,
            "",
            "damaged"),
        arguments(
            "a damaged certificate",
            key + TestKeys.pem("CERTIFICATE", new byte[] {1, 2, 3}),
            "",
            "a certificate in it is damaged"),
        arguments("encrypted, no password", encrypted(MINE) + certificate, "", "needs a password"),
        arguments("encrypted, wrong one", encrypted(MINE) + certificate, "wrong", "does not open"),
        arguments(
            "encrypted in the old form",
            TestKeys.pem("RSA PRIVATE KEY", new byte[] {1, 2, 3})
                .replaceFirst("\n", "\nProc-Type: 4,ENCRYPTED\nDEK-Info: AES-256-CBC,00\n\n"),
            "",
            "openssl pkcs8 -topk8"),
        arguments("an empty file", "", "", "neither PEM nor a PFX"),
        arguments("something else", "a client secret", "", "neither PEM nor a PFX"),
        arguments(
            "other PEM", TestKeys.pem("X509 CRL", new byte[] {1}), "", "neither a private key"));
  }

  @ParameterizedTest(name = "{0}: {3}")
  @MethodSource("bad_files")
  void a_file_of_no_use_is_refused_with_its_reason(
      String name, String content, String password, String why) throws IOException {
    Path file = file(content);

    assertThat(refused(file, password).why()).contains(why);
  }

  @Test
  void a_key_whose_first_line_is_damaged_is_not_quoted() throws IOException {
    String key = pkcs8(MINE);
    String body = key.substring(key.indexOf('\n') + 1, key.indexOf("\n-----END"));
    Path file = file(key.replace("PRIVATE KEY-----\n" + body, "PRIVATE KEY\n" + body));

    assertThat(refused(file, "").why()).contains("begins a block in it is damaged");
    assertThat(refused(file, "").toString()).doesNotContain(body.substring(0, 20));
  }

  @Test
  void a_wrong_pfx_password_is_said_without_the_password()
      throws GeneralSecurityException, IOException {
    Path file = pfx(MINE, PASSWORD);

    assertThat(refused(file, "guessed").why()).isEqualTo("the password does not open it");
    assertThat(refused(file, "guessed").toString()).doesNotContain("guessed", PASSWORD);
    assertThat(refused(file, "").why()).isEqualTo("it needs a password, and none was given");
  }

  @Test
  void a_pfx_with_only_a_certificate_is_refused() throws GeneralSecurityException, IOException {
    KeyStore store = KeyStore.getInstance("PKCS12");
    store.load(null, null);
    store.setCertificateEntry("it", MINE.certificate());

    assertThat(refused(saved(store, ""), "").why()).contains("a certificate but no private key");
  }

  @Test
  void a_missing_file_is_named() {
    Failure failure = refused(directory.resolve("absent.pem"), "");

    assertThat(failure.where()).endsWith("absent.pem");
    assertThat(failure.why()).isEqualTo("there is no such file");
  }

  private static ClientCertificate read(Path file, String password) {
    return ClientCertificate.read(
        "t", "c", file, Optional.of(password).filter(it -> !it.isEmpty()).map(String::toCharArray));
  }

  private static Failure refused(Path file, String password) {
    Failure failure =
        catchThrowableOfType(RotationFailed.class, () -> read(file, password)).failure();
    assertThat(failure.reason()).isEqualTo(Reason.CREDENTIAL_UNREADABLE);
    assertThat(failure.where()).isEqualTo(file.toString());
    return failure;
  }

  private Path file(String content) throws IOException {
    return Files.writeString(
        directory.resolve("credential.pem"), content, StandardCharsets.ISO_8859_1);
  }

  private Path pfx(TestKeys keys, String password) throws GeneralSecurityException, IOException {
    KeyStore store = KeyStore.getInstance("PKCS12");
    store.load(null, null);
    store.setKeyEntry(
        "it", keys.key(), password.toCharArray(), new Certificate[] {keys.certificate()});
    return saved(store, password);
  }

  private Path saved(KeyStore store, String password) throws GeneralSecurityException, IOException {
    Path file = directory.resolve("credential.pfx");
    try (OutputStream out = Files.newOutputStream(file)) {
      store.store(out, password.toCharArray());
    }
    return file;
  }

  private static String pkcs8(TestKeys keys) {
    return TestKeys.pem("PRIVATE KEY", keys.key().getEncoded());
  }

  // What PKCS#8 wraps begins after 26 bytes, for a key of 2048 bits.
  private static String pkcs1(TestKeys keys) {
    byte[] pkcs8 = keys.key().getEncoded();
    return TestKeys.pem("RSA PRIVATE KEY", Arrays.copyOfRange(pkcs8, 26, pkcs8.length));
  }

  private static String encrypted(TestKeys keys) throws GeneralSecurityException, IOException {
    String algorithm = "PBEWithHmacSHA256AndAES_256";
    Cipher cipher = Cipher.getInstance(algorithm);
    cipher.init(
        Cipher.ENCRYPT_MODE,
        SecretKeyFactory.getInstance(algorithm)
            .generateSecret(new PBEKeySpec(PASSWORD.toCharArray())));
    byte[] hidden = cipher.doFinal(keys.key().getEncoded());
    // The name under which the JDK writes these parameters down.
    AlgorithmParameters parameters = AlgorithmParameters.getInstance("PBES2");
    parameters.init(cipher.getParameters().getEncoded());
    return TestKeys.pem(
        "ENCRYPTED PRIVATE KEY", new EncryptedPrivateKeyInfo(parameters, hidden).getEncoded());
  }
}

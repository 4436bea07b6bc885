package io.github.shgrotate.kubernetes;

/// A certificate that is good for reading only: nobody has its key any more.
final class TestCertificate {
  static final String PEM =
      """
      -----BEGIN CERTIFICATE-----
      MIIBfzCCAQWgAwIBAgIJAJaVjbviURbKMAoGCCqGSM49BAMDMBQxEjAQBgNVBAMT
      CXRlc3Qtb25seTAgFw0yNjExMjQwMjA0MjhaGA8yMTI2MTAzMTAyMDQyOFowFDES
      MBAGA1UEAxMJdGVzdC1vbmx5MHYwEAYHKoZIzj0CAQYFK4EEACIDYgAE7sXlEzp/
      mXsTmf9LwzNHcRJ0ZdSAyRg0CDzqLDn8tfuLE0odfAxBKCvhwI9JKTzqPw0O0A9I
      DGuNX4fnaqFMkUTPY1XETHvNgpb1F2ZDZgp4wRKU4dL6tQQbKoUR0YktoyEwHzAd
      BgNVHQ4EFgQUvQryAKjE1lQz7Ex48YD1pLXQXPMwCgYIKoZIzj0EAwMDaAAwZQIw
      Gv1cWa7oZIAsmW44786u4ms1DFR1Iakn19pTtfglAK7pJfobsppAT2Q5rjSKpPE/
      AjEAlzxDR0tUtH16de+C7HiIKuLtMr6908BBpATY675VqqtvKZN1DHdKotvZH6I2
      sQW+
      -----END CERTIFICATE-----
      """;

  private TestCertificate() {}
}

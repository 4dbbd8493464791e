package io.groundwatch.net;

import java.security.cert.CertificateExpiredException;
import java.security.cert.CertificateNotYetValidException;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** What TLS complains of, in words for a person, and what to do about it. */
final class TlsWords {
  private static final Pattern ALERT = Pattern.compile("Received fatal alert: (\\w+)");
  private static final String OUR_CERTIFICATE =
      ". It is about our certificate: check tls.cert_file and tls.key_file";

  /** What the peer's alerts are about (RFC 8446 §6.2). */
  private static final Map<String, String> ALERTS =
      Map.of(
          "bad_certificate", OUR_CERTIFICATE,
          "certificate_required", OUR_CERTIFICATE,
          "certificate_unknown", OUR_CERTIFICATE,
          "certificate_expired", OUR_CERTIFICATE,
          "certificate_revoked", OUR_CERTIFICATE,
          "unsupported_certificate", OUR_CERTIFICATE,
          "unknown_ca", OUR_CERTIFICATE,
          "access_denied", OUR_CERTIFICATE,
          "protocol_version", ". It speaks neither TLS 1.2 nor TLS 1.3",
          "unrecognized_name", ". It knows no host of this name: tls.server_name can give another");

  private TlsWords() {}

  /** About the cause at the bottom, which says most. */
  static String of(Throwable deepest) {
    String message =
        deepest.getMessage() == null ? deepest.getClass().getSimpleName() : deepest.getMessage();
    if (deepest instanceof CertificateExpiredException) {
      return "its certificate has expired (" + message + ")";
    }
    if (deepest instanceof CertificateNotYetValidException) {
      return "its certificate is not valid yet (" + message + "): check the clocks of both hosts";
    }
    if (message.startsWith("unable to find valid certification path")) {
      return "nobody who is trusted vouches for its certificate: set tls.ca_file to the"
          + " certificate of its authority";
    }
    if (message.startsWith("No subject alternative") || message.startsWith("No name matching")) {
      return "its certificate is for another host ("
          + message
          + "): tls.server_name can name the one to expect";
    }
    Matcher alert = ALERT.matcher(message);
    return alert.find()
        ? "it refuses with " + alert.group(1) + ALERTS.getOrDefault(alert.group(1), "")
        : message;
  }
}

package io.groundwatch.net;

import java.security.cert.CertificateExpiredException;
import java.security.cert.CertificateNotYetValidException;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** What TLS complains of, in words for a person, and what to do about it. */
final class TlsWords {
  private static final Pattern ALERT = Pattern.compile("Received fatal alert: (\\w+)");

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
    return alert.find() ? "it refuses with " + alert.group(1) + remedy(alert.group(1)) : message;
  }

  /** What the peer's alerts are about (RFC 8446 §6.2, RFC 5246 §7.2). */
  private static String remedy(String alert) {
    return switch (alert) {
      case "bad_certificate",
          "certificate_required",
          "certificate_unknown",
          "certificate_expired",
          "certificate_revoked",
          "unsupported_certificate",
          "unknown_ca",
          "access_denied" ->
          ". It is about our certificate: check tls.cert_file and tls.key_file";
      case "handshake_failure" ->
          ". It wants a certificate of ours, or takes no cipher that we know: check tls.cert_file"
              + " and tls.key_file";
      case "protocol_version" -> ". It speaks neither TLS 1.2 nor TLS 1.3";
      case "unrecognized_name" ->
          ". It knows no host of this name: tls.server_name can give another";
      default -> "";
    };
  }
}

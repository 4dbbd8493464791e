package io.groundwatch.net;

import io.groundwatch.net.HttpResult.Failure;
import io.netty.handler.codec.http.HttpResponseStatus;

/** What a proxy's refusal means, in words for a person who reads the log. */
final class ProxyWords {
  private static final int MAX_REASON = 60;
  private static final int AUTHENTICATION_REQUIRED = 407;

  /** What tinyproxy says to a wrong password. */
  private static final int UNAUTHORIZED = 401;

  private ProxyWords() {}

  /** The proxy answered, and not with a way to the peer. */
  static Failure refused(
      HttpClientSettings settings, HttpResponseStatus status, boolean authorized) {
    int code = status.code();
    if (code == AUTHENTICATION_REQUIRED || code == UNAUTHORIZED) {
      return unauthorized(settings, code, authorized);
    }
    boolean mayPass = code >= 500 || code == 408 || code == 429;
    return new Failure(
        "the proxy "
            + settings.next()
            + " answered "
            + code
            + " "
            + shown(status.reasonPhrase())
            + " when asked for a way to "
            + settings.peer()
            + (mayPass ? "" : ". Check what the proxy allows, and \"proxy\" of this destination."),
        !mayPass);
  }

  /** It wants to know who we are, or does not like it. */
  static Failure unauthorized(HttpClientSettings settings, int code, boolean authorized) {
    String remedy =
        authorized
            ? " refuses the credentials ("
                + code
                + "). Check user and password under \"proxy\" of this"
                + " destination."
            : " asks for credentials ("
                + code
                + "). Add \"user\" and \"password_file\" to \"proxy\" of this"
                + " destination.";
    return new Failure("the proxy " + settings.next() + remedy, true);
  }

  /** Foreign text. */
  private static String shown(String reason) {
    String plain = reason.replaceAll("[^ -~]+", " ").strip();
    return plain.length() <= MAX_REASON ? plain : plain.substring(0, MAX_REASON) + "…";
  }
}

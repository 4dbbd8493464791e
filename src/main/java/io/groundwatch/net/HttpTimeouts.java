package io.groundwatch.net;

import java.time.Duration;

/**
 * How long a request may wait for what.
 *
 * @param connect for a TCP connection, shared by the addresses of a name; a proxy on the way has as
 *     long again to open a way
 * @param handshake for TLS
 * @param idle for the socket to take more of a request, and for the next bytes of an answer that
 *     has begun
 * @param request for everything from the name lookup to the last byte of the answer; so also for
 *     the first, for which a server may think as long as it likes
 * @param keepAlive how long an unused connection is kept; shorter than most servers keep it, so
 *     that a request seldom meets a connection that has just died
 */
public record HttpTimeouts(
    Duration connect, Duration handshake, Duration idle, Duration request, Duration keepAlive) {
  public static final Duration DEFAULT_REQUEST = Duration.ofSeconds(30);
  private static final Duration CONNECT = Duration.ofSeconds(10);
  private static final Duration HANDSHAKE = Duration.ofSeconds(10);
  private static final Duration IDLE = Duration.ofSeconds(10);
  private static final Duration KEEP_ALIVE = Duration.ofSeconds(60);

  /** The usual ones, with this for the whole request. */
  public static HttpTimeouts ofRequest(Duration request) {
    return new HttpTimeouts(CONNECT, HANDSHAKE, IDLE, request, KEEP_ALIVE);
  }

  static String text(Duration duration) {
    long millis = duration.toMillis();
    return millis % 1000 == 0 ? millis / 1000 + " s" : millis + " ms";
  }
}

package io.groundwatch.server.receive;

/**
 * How to receive.
 *
 * @param host the address to listen on
 * @param port 0 for any that is free
 * @param fail how to fail on purpose
 * @param quiet whether records are counted and not printed
 */
public record ReceiveOptions(String host, int port, Fail fail, boolean quiet) {
  public static final String DEFAULT_HOST = "127.0.0.1";
  public static final int DEFAULT_PORT = 8080;

  private static final int MAX_PORT = 65_535;

  /** Refuses a port that none is. */
  public ReceiveOptions {
    if (port < 0 || port > MAX_PORT) {
      throw new IllegalArgumentException("port: " + port + " (expected: 0 to 65535)");
    }
  }

  /** What to do to every batch. */
  public enum Fail {
    /** Takes it. */
    NO,
    /** Answers 503. */
    UNAVAILABLE,
    /** Answers 429 and asks for a second's wait. */
    BUSY,
    /** Never answers. */
    HANG,
    /** Resets the connection. */
    RESET
  }
}

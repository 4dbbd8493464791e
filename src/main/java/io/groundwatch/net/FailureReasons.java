package io.groundwatch.net;

import io.netty.channel.ConnectTimeoutException;
import io.netty.handler.codec.DecoderException;
import io.netty.handler.codec.PrematureChannelClosureException;
import io.netty.handler.ssl.NotSslRecordException;
import io.netty.handler.ssl.SslHandshakeTimeoutException;
import java.net.ConnectException;
import java.net.NoRouteToHostException;
import java.net.UnknownHostException;
import java.nio.channels.ClosedChannelException;
import java.time.Duration;
import java.util.Locale;
import javax.net.ssl.SSLException;

/** What went wrong, in words for a person who reads the log. */
final class FailureReasons {
  private static final int MAX_CAUSES = 10;

  private FailureReasons() {}

  /** Why no connection to {@code address} came about. */
  static String connecting(Throwable cause, String address, int millis) {
    if (cause instanceof ConnectTimeoutException) {
      String limit = HttpTimeouts.text(Duration.ofMillis(millis));
      return "no connection within " + limit + ": " + address;
    }
    if (cause instanceof NoRouteToHostException) {
      return "no route to host: " + address;
    }
    if (cause instanceof ConnectException && message(cause).startsWith("Connection refused")) {
      return refused(address);
    }
    return "cannot connect to " + address + ": " + ofChannel(cause);
  }

  /** Nobody listens there. */
  static String refused(String address) {
    return "connection refused: " + address;
  }

  /** Why a connection to {@code address} could not be encrypted. */
  static String securing(Throwable cause, String address, HttpTimeouts timeouts) {
    return cause instanceof SslHandshakeTimeoutException
        ? "no TLS handshake within " + HttpTimeouts.text(timeouts.handshake()) + ": " + address
        : "cannot connect to " + address + ": " + ofChannel(cause);
  }

  /** Why a name has no address. */
  static String lookingUp(UnknownHostException cause, String host) {
    return message(cause).contains("Temporary failure")
        ? "no name server answers: " + host
        : "unknown host: " + host;
  }

  /** Why a connection that stood has failed. */
  static String onConnection(Throwable cause, HttpEndpoint peer, String phase) {
    return peer + ": " + ofChannel(cause) + " (while " + phase + ")";
  }

  /** Why an answer is not HTTP. */
  static String answering(Throwable cause, HttpEndpoint peer) {
    if (cause instanceof PrematureChannelClosureException) {
      return closed(peer, "reading the answer");
    }
    return peer + " did not answer in HTTP: " + message(cause);
  }

  static String closed(HttpEndpoint peer, String phase) {
    return peer + " closed the connection (while " + phase + ")";
  }

  private static String ofChannel(Throwable cause) {
    Throwable real =
        cause instanceof DecoderException && cause.getCause() != null ? cause.getCause() : cause;
    if (real instanceof NotSslRecordException) {
      return "it does not speak TLS on this port";
    }
    if (real instanceof SSLException) {
      return "TLS failed: " + TlsWords.of(deepest(real));
    }
    if (real instanceof ClosedChannelException) {
      return "the connection was closed";
    }
    String message = message(real);
    return message.isEmpty()
        ? real.getClass().getSimpleName()
        : message.substring(0, 1).toLowerCase(Locale.ROOT) + message.substring(1);
  }

  /** The cause at the bottom says "unable to find valid certification path", the top little. */
  private static Throwable deepest(Throwable top) {
    Throwable deepest = top;
    for (int i = 0; i < MAX_CAUSES; i++) {
      Throwable below = deepest.getCause();
      if (below == null) {
        return deepest;
      }
      deepest = below;
    }
    return deepest;
  }

  private static String message(Throwable cause) {
    return cause.getMessage() == null ? cause.getClass().getSimpleName() : cause.getMessage();
  }
}

package io.groundwatch.net;

import io.groundwatch.net.HttpResult.Answer;
import io.groundwatch.net.HttpResult.Failure;
import io.netty.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * A client's place for one connection, and for one request at a time on it. Loop thread.
 *
 * <p>A request that meets a kept connection which ends without a byte of an answer is sent again at
 * once on a new one: the server had most likely closed the old one while it rested. Once, since a
 * new connection that does the same is in trouble of another kind.
 */
final class HttpSlot {
  private static final int PROXY_AUTHENTICATION_REQUIRED = 407;

  private final Route route;
  private @Nullable Pending pending;
  private @Nullable Dial dial;
  private @Nullable HttpConnection connection;

  /** The request under way, and its deadline. */
  private record Pending(
      HttpRequestSpec request, Consumer<HttpResult> completion, ScheduledFuture<?> deadline) {}

  HttpSlot(Route route) {
    this.route = route;
  }

  /** Whether a request is under way. */
  boolean busy() {
    return pending != null;
  }

  /** Whether a request can be sent without connecting first. */
  boolean warm() {
    return pending == null && connection != null && connection.usable();
  }

  /** Sends a request; none may be under way. */
  void begin(HttpRequestSpec request, Consumer<HttpResult> completion) {
    long nanos = route.settings().timeouts().request().toNanos();
    pending =
        new Pending(
            request,
            completion,
            route.eventLoop().schedule(this::expire, nanos, TimeUnit.NANOSECONDS));
    if (connection != null && connection.usable()) {
      transmit(connection, pending, true);
    } else {
      dial();
    }
  }

  /** Gives up what is under way, without calling its completion. */
  void drop() {
    abandon();
    if (pending != null) {
      pending.deadline().cancel(false);
      pending = null;
    }
  }

  private void dial() {
    connection = null;
    dial = new Dial(route, new Dialled());
    dial.start();
  }

  private void transmit(HttpConnection ready, Pending toSend, boolean kept) {
    ready.send(toSend.request(), (result, silent) -> ended(ready, result, kept && silent));
  }

  private void ended(HttpConnection used, HttpResult result, boolean wasStale) {
    if (wasStale) {
      dial();
    } else if (result instanceof Answer answer) {
      route.order().worked(used.address());
      finish(understood(used, answer));
    } else {
      route.order().failed(used.address());
      finish(result);
    }
  }

  /** A proxy that reads the requests answers for itself here, and never for the peer. */
  private HttpResult understood(HttpConnection used, Answer answer) {
    boolean ofProxy =
        answer.status() == PROXY_AUTHENTICATION_REQUIRED && route.settings().forwarded();
    if (!ofProxy) {
      return answer;
    }
    // The next connection asks for the password anew.
    used.abort();
    return ProxyWords.unauthorized(route.settings(), answer.status(), used.authorized());
  }

  private void expire() {
    String phase = dial != null ? dial.phase() : connection != null ? connection.phase() : "idle";
    String limit = HttpTimeouts.text(route.settings().timeouts().request());
    HttpResult late =
        new Failure(
            "no answer from "
                + route.settings().peer()
                + " within "
                + limit
                + " (while "
                + phase
                + ")");
    if (connection != null) {
      route.order().failed(connection.address());
      late = connection.refusal().orElse(late);
    }
    abandon();
    finish(late);
  }

  private void finish(HttpResult result) {
    Pending finished = pending;
    pending = null;
    if (finished != null) {
      finished.deadline().cancel(false);
      finished.completion().accept(result);
    }
  }

  private void abandon() {
    if (dial != null) {
      dial.cancel();
      dial = null;
    }
    if (connection != null) {
      connection.abort();
      connection = null;
    }
  }

  private final class Dialled implements Dial.Listener {
    @Override
    public void connected(HttpConnection ready) {
      dial = null;
      connection = ready;
      if (pending != null) {
        transmit(ready, pending, false);
      }
    }

    @Override
    public void failed(Failure failure) {
      dial = null;
      finish(failure);
    }
  }
}

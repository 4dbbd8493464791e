package io.groundwatch.net;

import io.netty.channel.EventLoop;
import io.netty.util.concurrent.ScheduledFuture;
import java.io.Closeable;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * An HTTP/1.1 client of one destination: one connection, kept alive, one request at a time.
 *
 * <p>Any thread may call; what changes belongs to the thread of the {@link NetLoop}, which also
 * runs the completions. A connection that the server closed while it was kept counts as a failure
 * like any other: whether the server took the request cannot be known, so the caller sends the same
 * bytes again under the same id.
 */
public final class HttpClient implements Closeable {
  private final NetLoop loop;
  private final EventLoop eventLoop;
  private final Dial.Route route;
  private volatile boolean closed;

  private @Nullable Pending pending;
  private @Nullable Dial dial;
  private @Nullable HttpConnection connection;

  /** The request under way, and its deadline. */
  private record Pending(
      HttpRequestSpec request, Consumer<HttpResult> completion, ScheduledFuture<?> deadline) {}

  /** Connects at the first request, and reads the files of {@code tls} then. */
  public HttpClient(NetLoop loop, HttpEndpoint peer, HttpTimeouts timeouts, TlsFiles tls) {
    this.loop = loop;
    this.eventLoop = loop.group().next();
    this.route = new Dial.Route(peer, timeouts, new ClientTls(tls));
  }

  /**
   * Sends a request. The completion is called exactly once, on the loop's thread, within {@link
   * HttpTimeouts#request}; never after {@link #close}. It must not wait.
   */
  public void send(HttpRequestSpec request, Consumer<HttpResult> completion) {
    try {
      eventLoop.execute(() -> begin(request, completion));
    } catch (RejectedExecutionException e) {
      completion.accept(new HttpResult.Failure("the agent is stopping: " + route.peer()));
    }
  }

  /** Gives up what is under way, without calling its completion. */
  @Override
  public void close() {
    closed = true;
    if (!eventLoop.isShuttingDown()) {
      eventLoop.execute(this::drop);
    }
  }

  private void begin(HttpRequestSpec request, Consumer<HttpResult> completion) {
    if (pending != null || closed) {
      String why = closed ? "the client is closed: " : "another request is under way: ";
      completion.accept(new HttpResult.Failure(why + route.peer()));
      return;
    }
    long nanos = route.timeouts().request().toNanos();
    pending =
        new Pending(
            request, completion, eventLoop.schedule(this::expire, nanos, TimeUnit.NANOSECONDS));
    if (connection != null && connection.usable()) {
      transmit(connection, pending);
    } else {
      dial = new Dial(loop, eventLoop, route, new Dialled());
      dial.start();
    }
  }

  private void transmit(HttpConnection ready, Pending toSend) {
    ready.send(toSend.request(), this::finish);
  }

  private void expire() {
    String phase = dial != null ? dial.phase() : connection != null ? connection.phase() : "idle";
    String limit = HttpTimeouts.text(route.timeouts().request());
    abandon();
    finish(
        new HttpResult.Failure(
            "no answer from " + route.peer() + " within " + limit + " (while " + phase + ")"));
  }

  private void finish(HttpResult result) {
    Pending finished = pending;
    pending = null;
    if (result instanceof HttpResult.Failure) {
      route.tls().forget();
    }
    if (finished != null) {
      finished.deadline().cancel(false);
      if (!closed) {
        finished.completion().accept(result);
      }
    }
  }

  private void drop() {
    abandon();
    if (pending != null) {
      pending.deadline().cancel(false);
      pending = null;
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
        transmit(ready, pending);
      }
    }

    @Override
    public void failed(String reason) {
      dial = null;
      finish(new HttpResult.Failure(reason));
    }
  }
}

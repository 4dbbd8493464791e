package io.groundwatch.net;

import io.netty.channel.EventLoop;
import java.io.Closeable;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * An HTTP/1.1 client of one destination: a few connections, kept alive, each with one request at a
 * time.
 *
 * <p>Any thread may call; what changes belongs to the thread of the {@link NetLoop}, which also
 * runs the completions. The client may send a request twice: where a connection that was kept ends
 * without any answer. Whether the server took it cannot be known, so the caller gives each request
 * an id that the server can know it by.
 */
public final class HttpClient implements Closeable {
  private final NetLoop loop;
  private final EventLoop eventLoop;
  private final Route route;
  private final List<HttpSlot> slots = new ArrayList<>();
  private volatile boolean closed;

  /** Connects at the first request, and reads the files of the settings then. */
  public HttpClient(NetLoop loop, HttpClientSettings settings) {
    this.loop = loop;
    this.eventLoop = loop.group().next();
    this.route = Route.of(loop, eventLoop, settings);
  }

  /** A client with one connection, straight to the peer. */
  public HttpClient(NetLoop loop, HttpEndpoint peer, HttpTimeouts timeouts, TlsFiles tls) {
    this(loop, HttpClientSettings.direct(peer, timeouts, tls));
  }

  /**
   * Sends a request. The completion is called exactly once, on the loop's thread, within {@link
   * HttpTimeouts#request}; never after {@link #close}. It must not wait. More requests at a time
   * than there may be connections are a failure.
   */
  public void send(HttpRequestSpec request, Consumer<HttpResult> completion) {
    try {
      eventLoop.execute(() -> begin(request, completion));
    } catch (RejectedExecutionException e) {
      completion.accept(new HttpResult.Failure("the agent is stopping: " + peer()));
    }
  }

  /**
   * Runs what a completion may not do itself since it may wait, such as reading a file.
   *
   * @throws RejectedExecutionException where too many wait already, or the loop is closed
   */
  public void aside(Runnable task) {
    loop.offLoop(task);
  }

  /** Runs {@code task} on the loop's thread after a while, unless the client is closed by then. */
  @SuppressWarnings("FutureReturnValueIgnored") // nobody waits for it
  public void later(Duration after, Runnable task) {
    eventLoop.schedule(
        () -> {
          if (!closed) {
            task.run();
          }
        },
        after.toNanos(),
        TimeUnit.NANOSECONDS);
  }

  /** Gives up what is under way, without calling its completion. */
  @Override
  public void close() {
    closed = true;
    if (!eventLoop.isShuttingDown()) {
      eventLoop.execute(() -> slots.forEach(HttpSlot::drop));
    }
  }

  private void begin(HttpRequestSpec request, Consumer<HttpResult> completion) {
    HttpSlot free = closed ? null : freeSlot();
    if (free == null) {
      String why =
          closed ? "the client is closed: " : "all connections are in use (" + slots.size() + "): ";
      completion.accept(new HttpResult.Failure(why + peer()));
      return;
    }
    free.begin(
        request,
        result -> {
          if (!closed) {
            completion.accept(result);
          }
        });
  }

  /** A connected one first; none where all are busy. */
  private @Nullable HttpSlot freeSlot() {
    HttpSlot free = null;
    for (HttpSlot slot : slots) {
      if (slot.warm()) {
        return slot;
      }
      free = free == null && !slot.busy() ? slot : free;
    }
    if (free == null && slots.size() < route.settings().connections()) {
      free = new HttpSlot(route);
      slots.add(free);
    }
    return free;
  }

  private HttpEndpoint peer() {
    return route.settings().peer();
  }
}

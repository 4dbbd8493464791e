package io.groundwatch.net;

import io.groundwatch.net.HttpResult.Failure;
import io.groundwatch.runtime.FileFailure;
import io.netty.channel.EventLoop;
import io.netty.handler.ssl.SslContext;
import io.netty.util.NetUtil;
import java.io.IOException;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.RejectedExecutionException;
import java.util.function.Consumer;

/**
 * Finds out what a client must know before it connects: addresses, certificates, the proxy's
 * password. Asked anew for each connection, so that whatever changed is found; connections that are
 * asked for at the same time share one answer, so that a client holds one waiting thread at most.
 * Loop thread, but for what may wait.
 */
final class DialPlanner {
  private final NetLoop loop;
  private final EventLoop eventLoop;
  private final HttpClientSettings settings;
  private final ClientTls tls;
  private final Set<Waiting> waiting = new LinkedHashSet<>();
  private boolean looking;

  /** Is told once, unless it was forgotten before. */
  interface Waiting {
    void planned(DialPlan plan);

    void unplanned(Failure failure);
  }

  DialPlanner(NetLoop loop, EventLoop eventLoop, HttpClientSettings settings) {
    this.loop = loop;
    this.eventLoop = eventLoop;
    this.settings = settings;
    this.tls = new ClientTls(settings.tls());
  }

  /** Answers at once where there is nothing to wait for. */
  void plan(Waiting asker) {
    Optional<InetAddress> literal = literal();
    if (literal.isPresent()) {
      asker.planned(new DialPlan(List.of(literal.get()), null, Optional.empty()));
      return;
    }
    waiting.add(asker);
    if (looking) {
      return;
    }
    try {
      looking = true;
      loop.offLoop(this::look);
    } catch (RejectedExecutionException e) {
      tell(w -> w.unplanned(failed("too many name lookups are waiting for an answer")));
    }
  }

  /** Has no answer to give to this one any more. */
  void forget(Waiting asker) {
    waiting.remove(asker);
  }

  /** Makes the next plan read the certificates again. */
  void distrust() {
    tls.forget();
  }

  private Optional<InetAddress> literal() {
    String host = settings.next().host();
    byte[] address =
        // A zone, as in fe80::1%eth0, has to be looked up.
        host.indexOf('%') >= 0 ? null : NetUtil.createByteArrayFromIpAddressString(host);
    if (address == null || settings.peer().tls() || settings.proxy().isPresent()) {
      return Optional.empty();
    }
    try {
      return Optional.of(InetAddress.getByAddress(address));
    } catch (UnknownHostException e) {
      return Optional.empty(); // not 4 or 16 bytes: let the lookup say so
    }
  }

  /** Any thread that may wait. */
  private void look() {
    Consumer<Waiting> answer = found();
    try {
      eventLoop.execute(() -> tell(answer));
    } catch (RejectedExecutionException e) {
      // The loop is closed: nobody waits any more.
      return;
    }
  }

  private Consumer<Waiting> found() {
    HttpEndpoint next = settings.next();
    try {
      List<InetAddress> addresses = loop.names().find(next.host());
      SslContext context = settings.peer().tls() ? tls.context() : null;
      Optional<String> authorization =
          settings.proxy().isPresent()
              ? settings.proxy().get().credentials().read()
              : Optional.empty();
      return w -> w.planned(new DialPlan(addresses, context, authorization));
    } catch (UnknownHostException e) {
      return w -> w.unplanned(new Failure(FailureReasons.lookingUp(e, next.host())));
    } catch (TlsFilesException e) {
      return w -> w.unplanned(new Failure("tls." + e.getMessage(), true));
    } catch (IOException e) {
      String reason = "the password for proxy " + next + " cannot be read: " + FileFailure.text(e);
      return w -> w.unplanned(new Failure(reason, true));
    }
  }

  private Failure failed(String why) {
    return new Failure(why + ": " + settings.next().host());
  }

  private void tell(Consumer<Waiting> answer) {
    looking = false;
    List<Waiting> all = List.copyOf(waiting);
    waiting.clear();
    all.forEach(answer);
  }
}

package io.groundwatch.net;

import io.netty.bootstrap.Bootstrap;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.ChannelOption;
import io.netty.channel.EventLoop;
import io.netty.channel.socket.nio.NioSocketChannel;
import io.netty.handler.codec.http.HttpClientCodec;
import io.netty.handler.ssl.SslContext;
import io.netty.handler.ssl.SslHandler;
import io.netty.util.NetUtil;
import io.netty.util.concurrent.Future;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * One attempt at a connection: the name is looked up anew, its addresses are tried in turn, and TLS
 * is shaken hands on. Loop thread, but for the lookup, which may wait and has a thread of its own.
 */
@SuppressWarnings("FutureReturnValueIgnored") // of close(): nobody waits for what is given up
final class Dial {
  /** A name with more addresses than this is not tried on all of them. */
  private static final int MAX_ADDRESSES = 16;

  private final NetLoop loop;
  private final EventLoop eventLoop;
  private final HttpEndpoint peer;
  private final HttpTimeouts timeouts;
  private final ClientTls tls;
  private final Listener listener;
  private final Deque<InetAddress> addresses = new ArrayDeque<>();
  private @Nullable SslContext context;
  private @Nullable Channel channel;
  private String phase = "looking up the name";
  private boolean over;

  /** Is told how it ended, once, unless it was cancelled. */
  interface Listener {
    void connected(HttpConnection connection);

    void failed(String reason);
  }

  Dial(NetLoop loop, EventLoop eventLoop, Route route, Listener listener) {
    this.loop = loop;
    this.eventLoop = eventLoop;
    this.peer = route.peer();
    this.timeouts = route.timeouts();
    this.tls = route.tls();
    this.listener = listener;
  }

  /** Where to, how patiently and how safely. */
  record Route(HttpEndpoint peer, HttpTimeouts timeouts, ClientTls tls) {}

  void start() {
    byte[] literal = NetUtil.createByteArrayFromIpAddressString(peer.host());
    try {
      if (literal != null && !peer.tls()) {
        found(List.of(InetAddress.getByAddress(literal)), null);
      } else {
        loop.offLoop(this::lookUp);
      }
    } catch (RejectedExecutionException e) {
      fail("too many name lookups are waiting for an answer: " + peer.host());
    } catch (IOException e) {
      fail(FailureReasons.lookingUp(e, peer.host()));
    }
  }

  /** Gives up, without telling. */
  void cancel() {
    over = true;
    if (channel != null) {
      channel.close();
    }
  }

  /** What it is waiting for. */
  String phase() {
    return phase;
  }

  private void lookUp() {
    try {
      List<InetAddress> all = List.of(InetAddress.getAllByName(peer.host()));
      SslContext ready = peer.tls() ? tls.context() : null;
      backOnLoop(() -> found(all, ready));
    } catch (IOException e) {
      backOnLoop(() -> fail(FailureReasons.lookingUp(e, peer.host())));
    }
  }

  private void backOnLoop(Runnable task) {
    if (!eventLoop.isShuttingDown()) {
      eventLoop.execute(task);
    }
  }

  private void found(List<InetAddress> all, @Nullable SslContext ready) {
    context = ready;
    addresses.addAll(all.subList(0, Math.min(all.size(), MAX_ADDRESSES)));
    tryNext();
  }

  private void tryNext() {
    if (over) {
      return;
    }
    InetSocketAddress address = new InetSocketAddress(addresses.remove(), peer.port());
    phase = "connecting to " + text(address);
    ChannelFuture connecting =
        new Bootstrap()
            .group(eventLoop)
            .channel(NioSocketChannel.class)
            .disableResolver()
            .option(ChannelOption.CONNECT_TIMEOUT_MILLIS, (int) timeouts.connect().toMillis())
            .option(ChannelOption.TCP_NODELAY, true)
            // So that an early answer is still read after a write that failed.
            .option(ChannelOption.AUTO_CLOSE, false)
            .handler(new Pipeline())
            .connect(address);
    channel = connecting.channel();
    connecting.addListener(done -> connected(connecting, address));
  }

  private void connected(ChannelFuture connecting, InetSocketAddress address) {
    if (!connecting.isSuccess()) {
      failedAt(address, connecting.cause());
    } else if (peer.tls()) {
      phase = "shaking hands on TLS with " + text(address);
      connecting
          .channel()
          .pipeline()
          .get(SslHandler.class) // a plain connection must not even load this class
          .handshakeFuture()
          .addListener(done -> secured(connecting.channel(), done, address));
    } else {
      succeed(connecting.channel());
    }
  }

  private void secured(Channel connected, Future<?> handshake, InetSocketAddress address) {
    if (handshake.isSuccess()) {
      succeed(connected);
    } else {
      connected.close();
      failedAt(address, handshake.cause());
    }
  }

  private void succeed(Channel connected) {
    if (over) {
      connected.close();
      return;
    }
    over = true;
    listener.connected(connected.pipeline().get(HttpConnection.class));
  }

  private void failedAt(InetSocketAddress address, Throwable cause) {
    if (addresses.isEmpty()) {
      fail(FailureReasons.connecting(cause, text(address), timeouts));
    } else {
      tryNext();
    }
  }

  private void fail(String reason) {
    if (!over) {
      over = true;
      listener.failed(reason);
    }
  }

  /** The address that was tried; the name too, where it was found by one. */
  private String text(InetSocketAddress address) {
    String tried =
        new HttpEndpoint(
                NetUtil.toAddressString(address.getAddress()), address.getPort(), peer.tls())
            .toString();
    return NetUtil.createByteArrayFromIpAddressString(peer.host()) == null
        ? tried + " (" + peer.host() + ")"
        : tried;
  }

  private final class Pipeline extends ChannelInitializer<Channel> {
    @Override
    protected void initChannel(Channel opened) {
      if (context != null) {
        SslHandler handler = context.newHandler(opened.alloc(), peer.host(), peer.port());
        handler.setHandshakeTimeout(timeouts.handshake().toMillis(), TimeUnit.MILLISECONDS);
        opened.pipeline().addLast(handler);
      }
      opened.pipeline().addLast(new HttpClientCodec());
      opened.pipeline().addLast(new HttpConnection(opened, peer, timeouts));
    }
  }
}

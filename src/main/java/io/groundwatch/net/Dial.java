package io.groundwatch.net;

import io.groundwatch.net.HttpResult.Failure;
import io.netty.bootstrap.Bootstrap;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.ChannelOption;
import io.netty.channel.ChannelPipeline;
import io.netty.channel.socket.nio.NioSocketChannel;
import io.netty.handler.codec.http.HttpClientCodec;
import io.netty.handler.ssl.SslContext;
import io.netty.handler.ssl.SslHandler;
import io.netty.util.NetUtil;
import io.netty.util.concurrent.Future;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * One attempt at a connection: the name is looked up anew, its addresses are tried in turn, each
 * for its share of the time; where there is a proxy, it is asked for a way through; and TLS is
 * shaken hands on. Loop thread.
 */
@SuppressWarnings("FutureReturnValueIgnored") // of close(): nobody waits for what is given up
final class Dial implements DialPlanner.Waiting {
  /** Tried in one attempt; those left over come first in the next one. */
  private static final int MAX_ADDRESSES = 8;

  private final Route route;
  private final HttpClientSettings settings;
  private final Listener listener;
  private final Deque<InetAddress> addresses = new ArrayDeque<>();
  private @Nullable DialPlan plan;
  private @Nullable Channel channel;
  private @Nullable InetAddress trying;
  private int connectMillis;
  private String phase = "looking up the name";
  private boolean over;

  /** Is told how it ended, once, unless it was cancelled. */
  interface Listener {
    void connected(HttpConnection connection);

    void failed(Failure failure);
  }

  Dial(Route route, Listener listener) {
    this.route = route;
    this.settings = route.settings();
    this.listener = listener;
  }

  void start() {
    route.planner().plan(this);
  }

  /** Gives up, without telling. What was tried last took too long. */
  void cancel() {
    over = true;
    route.planner().forget(this);
    if (trying != null) {
      route.order().failed(trying);
    }
    if (channel != null) {
      channel.close();
    }
  }

  /** What it is waiting for. */
  String phase() {
    return phase;
  }

  @Override
  public void planned(DialPlan known) {
    plan = known;
    List<InetAddress> ordered = route.order().of(known.addresses());
    addresses.addAll(ordered.subList(0, Math.min(ordered.size(), MAX_ADDRESSES)));
    long share = settings.timeouts().connect().toMillis() / addresses.size();
    connectMillis = (int) Math.max(1, share);
    tryNext();
  }

  @Override
  public void unplanned(Failure failure) {
    fail(failure);
  }

  private void tryNext() {
    if (over) {
      return;
    }
    InetAddress next = addresses.remove();
    trying = next;
    phase = "connecting to " + text(next);
    ChannelFuture connecting =
        new Bootstrap()
            .group(route.eventLoop())
            .channel(NioSocketChannel.class)
            .disableResolver()
            .option(ChannelOption.CONNECT_TIMEOUT_MILLIS, connectMillis)
            .option(ChannelOption.TCP_NODELAY, true)
            // So that an early answer is still read after a write that failed.
            .option(ChannelOption.AUTO_CLOSE, false)
            .handler(new Pipeline(next))
            .connect(new InetSocketAddress(next, settings.next().port()));
    channel = connecting.channel();
    connecting.addListener(done -> connected(connecting, next));
  }

  private void connected(ChannelFuture connecting, InetAddress address) {
    Channel opened = connecting.channel();
    if (!connecting.isSuccess()) {
      failedAt(
          address, FailureReasons.connecting(connecting.cause(), text(address), connectMillis));
    } else if (isItself(opened)) {
      opened.close();
      failedAt(address, FailureReasons.refused(text(address)));
    } else if (settings.tunnelled()) {
      phase = "asking the proxy " + text(address) + " for a way to " + settings.peer();
    } else {
      secure(opened, address);
    }
  }

  /**
   * Whether it met itself: the port that the kernel chose for our end can be the very one that we
   * try, on this machine, and then nobody else has to listen. It would also keep the server from
   * ever listening there.
   */
  static boolean isItself(Channel opened) {
    return Objects.equals(opened.localAddress(), opened.remoteAddress());
  }

  private void tunnelled(Channel through, InetAddress address) {
    equip(through, address);
    secure(through, address);
  }

  private void secure(Channel opened, InetAddress address) {
    if (!settings.peer().tls()) {
      succeed(opened);
      return;
    }
    phase = "shaking hands on TLS with " + peerText(address);
    opened
        .pipeline()
        .get(SslHandler.class) // a plain connection must not even load this class
        .handshakeFuture()
        .addListener(done -> secured(opened, done, address));
  }

  private void secured(Channel opened, Future<?> handshake, InetAddress address) {
    if (handshake.isSuccess()) {
      succeed(opened);
      return;
    }
    opened.close();
    route.planner().distrust();
    failedAt(
        address,
        FailureReasons.securing(handshake.cause(), peerText(address), settings.timeouts()));
  }

  private void succeed(Channel opened) {
    if (over) {
      opened.close();
      return;
    }
    over = true;
    listener.connected(opened.pipeline().get(HttpConnection.class));
  }

  private void failedAt(InetAddress address, String reason) {
    route.order().failed(address);
    if (addresses.isEmpty()) {
      fail(new Failure(reason));
    } else {
      tryNext();
    }
  }

  private void fail(Failure failure) {
    if (!over) {
      over = true;
      listener.failed(failure);
    }
  }

  /** The address that was tried; the name too, where it was found by one. */
  private String text(InetAddress address) {
    HttpEndpoint next = settings.next();
    String tried =
        new HttpEndpoint(NetUtil.toAddressString(address), next.port(), next.tls()).toString();
    return NetUtil.createByteArrayFromIpAddressString(next.host()) == null
        ? tried + " (" + next.host() + ")"
        : tried;
  }

  /** Who is at the other end: behind a proxy, not the one whose address was tried. */
  private String peerText(InetAddress address) {
    return settings.proxy().isPresent()
        ? settings.peer() + " behind the proxy " + settings.next()
        : text(address);
  }

  private void equip(Channel opened, InetAddress address) {
    DialPlan known = Objects.requireNonNull(plan);
    ChannelPipeline pipeline = opened.pipeline();
    SslContext context = known.tls();
    if (context != null) {
      SslHandler handler =
          context.newHandler(opened.alloc(), settings.certificateName(), settings.peer().port());
      handler.setHandshakeTimeout(
          settings.timeouts().handshake().toMillis(), TimeUnit.MILLISECONDS);
      pipeline.addLast(handler);
    }
    HttpConnection connection =
        new HttpConnection(opened, settings, known.proxyAuthorization(), address);
    pipeline.addLast(connection.arrivals(), new HttpClientCodec(), connection);
  }

  private final class Pipeline extends ChannelInitializer<Channel> {
    private final InetAddress address;

    private Pipeline(InetAddress address) {
      this.address = address;
    }

    @Override
    protected void initChannel(Channel opened) {
      if (settings.tunnelled()) {
        ProxyTunnel tunnel =
            new ProxyTunnel(
                settings,
                Objects.requireNonNull(plan).proxyAuthorization(),
                new Tunnelled(opened, address));
        opened.pipeline().addLast(new HttpClientCodec(), tunnel);
      } else {
        equip(opened, address);
      }
    }
  }

  private final class Tunnelled implements ProxyTunnel.Listener {
    private final Channel opened;
    private final InetAddress address;

    private Tunnelled(Channel opened, InetAddress address) {
      this.opened = opened;
      this.address = address;
    }

    @Override
    public void opened() {
      tunnelled(opened, address);
    }

    @Override
    public void refused(Failure failure) {
      opened.close();
      fail(failure);
    }

    @Override
    public void failed(String reason) {
      opened.close();
      failedAt(address, reason);
    }
  }
}

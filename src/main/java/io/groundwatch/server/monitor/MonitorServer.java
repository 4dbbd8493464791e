package io.groundwatch.server.monitor;

import io.groundwatch.net.NetLoop;
import io.netty.bootstrap.ServerBootstrap;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.group.ChannelGroup;
import io.netty.channel.group.DefaultChannelGroup;
import io.netty.channel.socket.nio.NioServerSocketChannel;
import io.netty.handler.codec.http.HttpObjectAggregator;
import io.netty.handler.codec.http.HttpServerCodec;
import io.netty.handler.timeout.ReadTimeoutHandler;
import java.io.Closeable;
import java.io.IOException;
import java.net.InetSocketAddress;

/** Serves pages over HTTP/1.1, on one thread of its own. Any thread may close it. */
public final class MonitorServer implements Closeable {
  /** Requests have no body to speak of. */
  private static final int MAX_REQUEST_BYTES = 8 << 10;

  private static final int MAX_CONNECTIONS = 64;

  /** Longer than the usual pause between two scrapes, so that a connection is used again. */
  private static final int IDLE_SECONDS = 90;

  private final NetLoop loop;
  private final Channel listening;

  private MonitorServer(NetLoop loop, Channel listening) {
    this.loop = loop;
    this.listening = listening;
  }

  /**
   * Listens.
   *
   * @param port 0 takes a free one
   * @throws IOException where the address cannot be listened on; its text says which and why
   */
  public static MonitorServer open(String host, int port, MonitorPages pages) throws IOException {
    InetSocketAddress address = new InetSocketAddress(host, port);
    if (address.isUnresolved()) {
      throw new IOException("cannot listen on " + host + ": no such host");
    }
    NetLoop loop = NetLoop.open("monitor");
    ChannelFuture binding =
        new ServerBootstrap()
            .group(loop.group())
            .channel(NioServerSocketChannel.class)
            .childHandler(new Pipeline(new MonitorHandler(pages), loop))
            .bind(address)
            .awaitUninterruptibly();
    if (!binding.isSuccess()) {
      loop.close();
      throw new IOException(
          "cannot listen on " + host + ":" + port + ": " + binding.cause().getMessage(),
          binding.cause());
    }
    return new MonitorServer(loop, binding.channel());
  }

  /** Where it listens. */
  public InetSocketAddress address() {
    return (InetSocketAddress) listening.localAddress();
  }

  @Override
  public void close() {
    loop.close();
  }

  /** What a connection is made of; one too many is closed at once. */
  private static final class Pipeline extends ChannelInitializer<Channel> {
    private final MonitorHandler handler;
    private final ChannelGroup connections;

    private Pipeline(MonitorHandler handler, NetLoop loop) {
      this.handler = handler;
      this.connections = new DefaultChannelGroup(loop.group().next());
    }

    @Override
    @SuppressWarnings("FutureReturnValueIgnored") // of close(): nobody waits for it
    protected void initChannel(Channel channel) {
      if (connections.size() >= MAX_CONNECTIONS) {
        channel.close();
        return;
      }
      connections.add(channel);
      channel
          .pipeline()
          .addLast(new ReadTimeoutHandler(IDLE_SECONDS))
          .addLast(new HttpServerCodec())
          .addLast(new HttpObjectAggregator(MAX_REQUEST_BYTES))
          .addLast(handler);
    }
  }
}

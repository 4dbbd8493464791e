package io.groundwatch.net;

import io.netty.bootstrap.ServerBootstrap;
import io.netty.channel.Channel;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.ChannelPipeline;
import io.netty.channel.group.ChannelGroup;
import io.netty.channel.group.DefaultChannelGroup;
import io.netty.channel.socket.nio.NioServerSocketChannel;
import java.io.Closeable;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.util.function.Consumer;

/**
 * A TCP socket that takes connections, up to a number; one too many is closed at once. Any thread
 * may open and close it.
 */
public final class TcpListener implements Closeable {
  private final Channel listening;
  private final ChannelGroup connections;

  private TcpListener(Channel listening, ChannelGroup connections) {
    this.listening = listening;
    this.connections = connections;
  }

  /**
   * Listens.
   *
   * @param port 0 takes a free one
   * @param maxConnections at one time
   * @param connection sets a new connection up, on the loop's thread
   * @throws IOException where the address cannot be listened on; its text says which and why
   */
  public static TcpListener open(
      NetLoop loop, String host, int port, int maxConnections, Consumer<ChannelPipeline> connection)
      throws IOException {
    ChannelGroup connections = new DefaultChannelGroup(loop.group().next());
    ServerBootstrap bootstrap =
        new ServerBootstrap()
            .group(loop.group())
            .channel(NioServerSocketChannel.class)
            .childHandler(new Connections(connections, maxConnections, connection));
    return new TcpListener(ListenAddresses.bind(bootstrap, host, port), connections);
  }

  /** Where it listens, with the port that was found where none was asked for. */
  public InetSocketAddress address() {
    return (InetSocketAddress) listening.localAddress();
  }

  /** Takes no new connection; those that are open go on. */
  public void stopAccepting() {
    listening.close().awaitUninterruptibly();
  }

  /** Closes it and its connections. */
  @Override
  public void close() {
    listening.close().awaitUninterruptibly();
    connections.close().awaitUninterruptibly();
  }

  private static final class Connections extends ChannelInitializer<Channel> {
    private final ChannelGroup connections;
    private final int maxConnections;
    private final Consumer<ChannelPipeline> connection;

    private Connections(
        ChannelGroup connections, int maxConnections, Consumer<ChannelPipeline> connection) {
      this.connections = connections;
      this.maxConnections = maxConnections;
      this.connection = connection;
    }

    @Override
    @SuppressWarnings("FutureReturnValueIgnored") // of close(): nobody waits for it
    protected void initChannel(Channel channel) {
      if (connections.size() >= maxConnections) {
        channel.close();
        return;
      }
      connections.add(channel);
      connection.accept(channel.pipeline());
    }
  }
}

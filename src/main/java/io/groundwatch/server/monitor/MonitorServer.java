package io.groundwatch.server.monitor;

import io.groundwatch.net.NetLoop;
import io.groundwatch.net.TcpListener;
import io.netty.channel.ChannelPipeline;
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
  private final TcpListener listener;

  private MonitorServer(NetLoop loop, TcpListener listener) {
    this.loop = loop;
    this.listener = listener;
  }

  /**
   * Listens.
   *
   * @param port 0 takes a free one
   * @throws IOException where the address cannot be listened on; its text says which and why
   */
  public static MonitorServer open(String host, int port, MonitorPages pages) throws IOException {
    MonitorHandler handler = new MonitorHandler(pages);
    NetLoop loop = NetLoop.open("monitor");
    try {
      return new MonitorServer(
          loop,
          TcpListener.open(
              loop, host, port, MAX_CONNECTIONS, pipeline -> setUp(pipeline, handler)));
    } catch (IOException e) {
      loop.close();
      throw e;
    }
  }

  /** Where it listens. */
  public InetSocketAddress address() {
    return listener.address();
  }

  @Override
  public void close() {
    loop.close();
  }

  private static void setUp(ChannelPipeline connection, MonitorHandler handler) {
    connection
        .addLast(new ReadTimeoutHandler(IDLE_SECONDS))
        .addLast(new HttpServerCodec())
        .addLast(new HttpObjectAggregator(MAX_REQUEST_BYTES))
        .addLast(handler);
  }
}

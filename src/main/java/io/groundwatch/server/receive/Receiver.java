package io.groundwatch.server.receive;

import io.groundwatch.net.NetLoop;
import io.groundwatch.server.receive.ReceiveOptions.Fail;
import io.netty.bootstrap.ServerBootstrap;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.group.ChannelGroup;
import io.netty.channel.group.DefaultChannelGroup;
import io.netty.channel.socket.nio.NioServerSocketChannel;
import io.netty.handler.codec.http.HttpObjectAggregator;
import io.netty.handler.codec.http.HttpServerCodec;
import io.netty.util.NetUtil;
import java.io.Closeable;
import java.io.IOException;
import java.io.PrintStream;
import java.net.InetSocketAddress;
import java.util.Locale;
import java.util.concurrent.atomic.AtomicBoolean;

/**
 * The engine of {@code groundwatch receive}: takes NDJSON by POST as the plain HTTP output sends
 * it, prints each record once, and answers {@code {"accepted":n}}. A repeat, by {@code
 * Idempotency-Key}, is counted and not printed again. Any thread.
 */
public final class Receiver implements Closeable {
  /** On the wire; what it may hold once decompressed is {@link BatchBody#MAX_RAW_BYTES}. */
  private static final int MAX_WIRE_BYTES = 16 << 20;

  private static final int MAX_CONNECTIONS = 1000;

  private final NetLoop loop;
  private final Channel listening;
  private final ReceiveReport report;
  private final AtomicBoolean closed = new AtomicBoolean();

  private Receiver(NetLoop loop, Channel listening, ReceiveReport report) {
    this.loop = loop;
    this.listening = listening;
    this.report = report;
  }

  /**
   * Listens. Records go to {@code out}, and what there is to say to {@code err}.
   *
   * @throws IOException where the address cannot be listened on; its text says which and why
   */
  public static Receiver open(ReceiveOptions options, PrintStream out, PrintStream err)
      throws IOException {
    InetSocketAddress address = new InetSocketAddress(options.host(), options.port());
    if (address.isUnresolved()) {
      throw new IOException("cannot listen on " + options.host() + ": no such host");
    }
    NetLoop loop = NetLoop.open("receive");
    ReceiveReport report = new ReceiveReport(err);
    ChannelFuture binding =
        new ServerBootstrap()
            .group(loop.group())
            .channel(NioServerSocketChannel.class)
            .childHandler(new Pipeline(new ReceiveHandler(options, out, report), loop))
            .bind(address)
            .awaitUninterruptibly();
    if (!binding.isSuccess()) {
      loop.close();
      throw new IOException(
          "cannot listen on "
              + options.host()
              + ":"
              + options.port()
              + ": "
              + binding.cause().getMessage(),
          binding.cause());
    }
    Receiver receiver = new Receiver(loop, binding.channel(), report);
    err.println("Listening on http://" + text(receiver.address()) + "/" + failing(options.fail()));
    return receiver;
  }

  /** Where it listens, with the port that was found where none was asked for. */
  public InetSocketAddress address() {
    return (InetSocketAddress) listening.localAddress();
  }

  /** What has been received so far. */
  ReceiveReport.Counts counts() {
    return report.counts();
  }

  /** Stops, and says what was received. */
  @Override
  public void close() {
    if (closed.compareAndSet(false, true)) {
      loop.close();
      report.summary();
    }
  }

  private static String text(InetSocketAddress address) {
    return NetUtil.toSocketAddressString(address);
  }

  private static String failing(Fail fail) {
    return fail == Fail.NO ? "" : ", failing on purpose: " + fail.name().toLowerCase(Locale.ROOT);
  }

  /** What a connection is made of; one too many is closed at once. */
  private static final class Pipeline extends ChannelInitializer<Channel> {
    private final ReceiveHandler handler;
    private final ChannelGroup connections;

    private Pipeline(ReceiveHandler handler, NetLoop loop) {
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
      channel.pipeline().addLast(new HttpServerCodec());
      channel.pipeline().addLast(new HttpObjectAggregator(MAX_WIRE_BYTES));
      channel.pipeline().addLast(handler);
    }
  }
}

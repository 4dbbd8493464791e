package io.groundwatch.server.receive;

import io.groundwatch.net.NetLoop;
import io.groundwatch.net.TcpListener;
import io.groundwatch.server.receive.ReceiveOptions.Fail;
import io.netty.channel.ChannelPipeline;
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
  private final TcpListener listener;
  private final ReceiveReport report;
  private final AtomicBoolean closed = new AtomicBoolean();

  private Receiver(NetLoop loop, TcpListener listener, ReceiveReport report) {
    this.loop = loop;
    this.listener = listener;
    this.report = report;
  }

  /**
   * Listens. Records go to {@code out}, and what there is to say to {@code err}.
   *
   * @throws IOException where the address cannot be listened on; its text says which and why
   */
  public static Receiver open(ReceiveOptions options, PrintStream out, PrintStream err)
      throws IOException {
    ReceiveReport report = new ReceiveReport(err);
    ReceiveHandler handler = new ReceiveHandler(options, out, report);
    NetLoop loop = NetLoop.open("receive");
    TcpListener listener;
    try {
      listener =
          TcpListener.open(
              loop,
              options.host(),
              options.port(),
              MAX_CONNECTIONS,
              connection -> setUp(connection, handler));
    } catch (IOException e) {
      loop.close();
      throw e;
    }
    Receiver receiver = new Receiver(loop, listener, report);
    err.println("Listening on http://" + text(receiver.address()) + "/" + failing(options.fail()));
    return receiver;
  }

  /** Where it listens, with the port that was found where none was asked for. */
  public InetSocketAddress address() {
    return listener.address();
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

  private static void setUp(ChannelPipeline connection, ReceiveHandler handler) {
    connection
        .addLast(new HttpServerCodec())
        .addLast(new HttpObjectAggregator(MAX_WIRE_BYTES))
        .addLast(handler);
  }
}

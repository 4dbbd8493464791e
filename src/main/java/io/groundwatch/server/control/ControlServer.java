package io.groundwatch.server.control;

import io.groundwatch.runtime.DirectoryLock;
import io.groundwatch.runtime.ServiceStack;
import io.groundwatch.runtime.StateFiles;
import io.groundwatch.runtime.TimeSource;
import io.groundwatch.server.control.ControlAnswer.Code;
import io.groundwatch.server.control.ControlAnswer.Refused;
import java.io.Closeable;
import java.io.IOException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Listens on the control socket and hands requests to commands. Has a thread of its own, which owns
 * all but {@link #close}; it rests in the kernel until somebody asks. More than {@link
 * #MAX_CONNECTIONS} at once wait their turn.
 */
public final class ControlServer implements Closeable {
  /** The socket's name in its folder. */
  public static final String SOCKET = "control.sock";

  /** The name of the file in its folder that holds the process id of who listens. */
  public static final String LOCK = "lock";

  /** So many may ask at once. */
  static final int MAX_CONNECTIONS = 8;

  private static final Logger log = LoggerFactory.getLogger(ControlServer.class);
  private static final Duration CLOSE_AT_MOST = Duration.ofSeconds(1);

  private final Path socket;
  private final ServiceStack open;
  private final Selector selector;
  private final ServerSocketChannel listening;
  private final SelectionKey accepting;
  private final Map<String, ControlCommand> commands;
  private final TimeSource time;
  private final List<ControlConnection> connections = new ArrayList<>();
  private final Queue<Answered> answers = new ConcurrentLinkedQueue<>();
  private final Thread thread;
  private volatile boolean closing;

  private record Answered(ControlConnection connection, ControlAnswer answer) {}

  private ControlServer(
      Path socket,
      ServiceStack open,
      Selector selector,
      ServerSocketChannel listening,
      Map<String, ControlCommand> commands,
      TimeSource time)
      throws IOException {
    this.socket = socket;
    this.open = open;
    this.selector = selector;
    this.listening = listening;
    this.accepting = listening.register(selector, SelectionKey.OP_ACCEPT);
    this.commands = new TreeMap<>(commands);
    this.time = time;
    this.thread = new Thread(this::run, "control");
  }

  /**
   * Opens the socket in {@code folder}, which is made if it is missing. One that a killed agent
   * left behind is replaced.
   *
   * @param commands by their names
   * @throws io.groundwatch.runtime.DirectoryLockedException where another agent listens there
   * @throws IOException where there can be no socket, such as where the path is too long for one
   */
  public static ControlServer open(
      Path folder, Map<String, ControlCommand> commands, TimeSource time) throws IOException {
    StateFiles.createDirectories(folder);
    Path socket = folder.resolve(SOCKET);
    ServiceStack open = new ServiceStack();
    try {
      open.push(DirectoryLock.take(folder.resolve(LOCK)));
      Files.deleteIfExists(socket);
      Selector selector = open.push(Selector.open());
      ServerSocketChannel listening =
          open.push(ServerSocketChannel.open(StandardProtocolFamily.UNIX));
      listening.bind(UnixDomainSocketAddress.of(socket), MAX_CONNECTIONS);
      open.push(() -> Files.deleteIfExists(socket));
      StateFiles.makePrivate(socket);
      listening.configureBlocking(false);
      return new ControlServer(socket, open, selector, listening, commands, time);
    } catch (IOException | RuntimeException e) {
      open.close();
      throw e;
    }
  }

  /** Starts to listen. */
  public void start() {
    thread.start();
  }

  /** Where it listens. */
  public Path socket() {
    return socket;
  }

  /**
   * Stops listening, without waiting for answers, and takes the socket away. Any thread; once it
   * was started.
   */
  @Override
  public void close() throws IOException {
    closing = true;
    selector.wakeup();
    try {
      thread.join(CLOSE_AT_MOST.toMillis());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    open.close();
  }

  private void run() {
    try {
      while (!closing) {
        selector.select(restMillis());
        for (SelectionKey key : selector.selectedKeys()) {
          serve(key);
        }
        selector.selectedKeys().clear();
        giveAnswers();
        connections.removeIf(this::isOver);
        accepting.interestOps(connections.size() < MAX_CONNECTIONS ? SelectionKey.OP_ACCEPT : 0);
      }
    } catch (IOException e) {
      log.warn("{} serves no more.", socket, e);
    } finally {
      for (ControlConnection connection : connections) {
        quietly(connection::close);
      }
    }
  }

  /** At least a moment, so that a deadline is over when it is looked at. */
  private long restMillis() {
    long rest = Long.MAX_VALUE;
    for (ControlConnection connection : connections) {
      rest = Math.min(rest, Math.max(0, connection.deadlineNanos() - time.nanos()));
    }
    return rest == Long.MAX_VALUE ? 0 : TimeUnit.NANOSECONDS.toMillis(rest) + 1;
  }

  private void serve(SelectionKey key) throws IOException {
    if (key == accepting) {
      accept();
    } else if (key.attachment() instanceof ControlConnection connection) {
      quietly(
          () -> {
            if (key.isReadable()) {
              connection.read(time.nanos()).ifPresent(request -> carryOut(request, connection));
            } else {
              connection.write();
            }
          },
          connection);
    }
  }

  private void accept() throws IOException {
    while (connections.size() < MAX_CONNECTIONS) {
      SocketChannel channel = listening.accept();
      if (channel == null) {
        return;
      }
      channel.configureBlocking(false);
      SelectionKey key = channel.register(selector, SelectionKey.OP_READ);
      ControlConnection connection = new ControlConnection(channel, key, time.nanos());
      key.attach(connection);
      connections.add(connection);
    }
  }

  private void carryOut(ControlRequest request, ControlConnection connection) {
    ControlCommand command = commands.get(request.command());
    if (command == null) {
      answer(
          connection,
          new Refused(
              Code.UNKNOWN_COMMAND,
              "command: "
                  + request.command()
                  + " (expected: "
                  + String.join(", ", commands.keySet())
                  + ")"));
      return;
    }
    try {
      command.carryOut(request, answer -> answer(connection, answer));
    } catch (RuntimeException e) {
      log.error("The command {} failed; this is a bug.", request.command(), e);
      answer(connection, new Refused(Code.FAILED, "a bug; see the agent's log"));
    }
  }

  /** Any thread. */
  private void answer(ControlConnection connection, ControlAnswer answer) {
    answers.add(new Answered(connection, answer));
    selector.wakeup();
  }

  private void giveAnswers() {
    for (Answered next = answers.poll(); next != null; next = answers.poll()) {
      Answered answered = next;
      quietly(
          () -> answered.connection().answer(answered.answer(), time.nanos()),
          answered.connection());
    }
  }

  private boolean isOver(ControlConnection connection) {
    quietly(() -> connection.expire(time.nanos()), connection);
    return !connection.isOpen();
  }

  /** Something that a client who went away can make fail. */
  @FunctionalInterface
  private interface Transfer {
    void run() throws IOException;
  }

  private static void quietly(Transfer transfer, ControlConnection connection) {
    try {
      transfer.run();
    } catch (IOException e) {
      log.debug("A control connection broke.", e);
      quietly(connection::close);
    }
  }

  private static void quietly(Transfer transfer) {
    try {
      transfer.run();
    } catch (IOException e) {
      log.debug("A control connection does not close.", e);
    }
  }
}

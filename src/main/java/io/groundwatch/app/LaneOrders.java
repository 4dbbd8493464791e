package io.groundwatch.app;

import io.groundwatch.pipeline.LaneAnswer;
import io.groundwatch.pipeline.LaneOrder;
import io.groundwatch.runtime.DirectoryLockedException;
import io.groundwatch.runtime.TimeSource;
import io.groundwatch.server.control.ControlAnswer;
import io.groundwatch.server.control.ControlAnswer.Code;
import io.groundwatch.server.control.ControlAnswer.Done;
import io.groundwatch.server.control.ControlAnswer.Refused;
import io.groundwatch.server.control.ControlClient;
import io.groundwatch.server.control.ControlCommand;
import io.groundwatch.server.control.ControlRequest;
import io.groundwatch.server.control.ControlServer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Function;

/**
 * Orders to lanes on their way: from a command to the agent that has the lane open, or else to the
 * lane's files. A lane has one owner at any time: who holds its locks.
 */
final class LaneOrders {
  /** Where a running agent listens, in the state folder. */
  static final String RUN_FOLDER = "run";

  /** Longer than an agent makes anybody wait. */
  private static final Duration ANSWER_AT_MOST = Duration.ofMinutes(11);

  private static final String LANE = "lane";
  private static final String BATCHES = "batches";
  private static final String RECORDS = "records";
  private static final String TROUBLE = "trouble";

  private final Path stateDirectory;
  private final TimeSource time;

  /**
   * What came of an order.
   *
   * @param byAgent whether a running agent did it
   */
  record Result(LaneAnswer answer, boolean byAgent) {}

  LaneOrders(Path stateDirectory, TimeSource time) {
    this.stateDirectory = stateDirectory;
    this.time = time;
  }

  /** Has an order carried out, and waits for it. */
  Result carryOut(LaneFolder lane, LaneOrder order) throws IOException {
    Path socket = stateDirectory.resolve(RUN_FOLDER).resolve(ControlServer.SOCKET);
    ControlRequest request = new ControlRequest(name(order), Map.of(LANE, lane.name()));
    Optional<ControlAnswer> answer = ControlClient.ask(socket, request, ANSWER_AT_MOST, time);
    if (answer.isPresent() && answer.get() instanceof Done done) {
      return new Result(
          new LaneAnswer(done.number(BATCHES), done.number(RECORDS), done.text(TROUBLE)), true);
    }
    if (answer.isPresent()
        && answer.get() instanceof Refused refused
        && refused.code() != Code.UNKNOWN_LANE) {
      throw new IOException("the agent refuses: " + refused.why());
    }
    return new Result(onFiles(lane, order), false);
  }

  private LaneAnswer onFiles(LaneFolder lane, LaneOrder order) throws IOException {
    checkOwner(lane.path());
    try {
      return StoppedLane.carryOut(lane, order, time);
    } catch (DirectoryLockedException e) {
      throw new IOException(
          e.getMessage() + " (It does not answer on its control socket; its log says why.)", e);
    }
  }

  /** What root made among the agent's files, the agent could not open any more. */
  private static void checkOwner(Path folder) throws IOException {
    if (isOfAnother(folder)) {
      throw new IOException(
          "no agent has %s open, and its files belong to %s: run this as that user (sudo -u %s …)"
              .formatted(folder, Files.getOwner(folder), Files.getOwner(folder)));
    }
  }

  /** Whether a folder belongs to another user than the one who runs this, on Linux. */
  static boolean isOfAnother(Path folder) throws IOException {
    Path self = Path.of("/proc/self");
    return Files.exists(self) && !owner(self).equals(owner(folder));
  }

  private static Object owner(Path path) throws IOException {
    return Files.getAttribute(path, "unix:uid");
  }

  /**
   * The agent's side: a command for each order.
   *
   * @param execute gives an order to the lane of a name; empty where there is no such lane, false
   *     where it takes none now
   */
  static Map<String, ControlCommand> commands(Function<String, Optional<LaneDoor>> execute) {
    Map<String, ControlCommand> commands = new LinkedHashMap<>();
    for (LaneOrder order : LaneOrder.values()) {
      commands.put(
          name(order), (request, answer) -> give(order, request.argument(LANE), execute, answer));
    }
    return commands;
  }

  /** Where a lane takes orders. */
  @FunctionalInterface
  interface LaneDoor {
    /** Gives an order; false = not now. */
    boolean order(LaneOrder order, Consumer<LaneAnswer> answer);
  }

  private static void give(
      LaneOrder order,
      String lane,
      Function<String, Optional<LaneDoor>> doors,
      Consumer<ControlAnswer> answer) {
    Optional<LaneDoor> door = doors.apply(lane);
    if (door.isEmpty()) {
      answer.accept(new Refused(Code.UNKNOWN_LANE, "lane: " + lane + " is not open in this agent"));
    } else if (!door.get().order(order, done -> answer.accept(told(done)))) {
      answer.accept(new Refused(Code.BUSY, "lane " + lane + " has too many orders; try again"));
    }
  }

  private static Done told(LaneAnswer done) {
    Map<String, Object> values = new LinkedHashMap<>();
    values.put(BATCHES, done.batches());
    values.put(RECORDS, done.records());
    done.trouble().ifPresent(text -> values.put(TROUBLE, text));
    return new Done(values);
  }

  private static String name(LaneOrder order) {
    return order.name().toLowerCase(Locale.ROOT);
  }
}

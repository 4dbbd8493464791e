package io.groundwatch.app;

import io.groundwatch.runtime.SystemTimeSource;
import io.groundwatch.server.control.ControlAnswer;
import io.groundwatch.server.control.ControlAnswer.Done;
import io.groundwatch.server.control.ControlAnswer.Refused;
import io.groundwatch.server.control.ControlClient;
import io.groundwatch.server.control.ControlRequest;
import io.groundwatch.server.control.ControlServer;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code groundwatch status}. */
@Command(
    name = "status",
    description = {
      "Asks the agent that runs how it fares.",
      "It tells its configuration, how far each input and each file has come, and what waits in"
          + " each",
      "lane, why, and until when."
    },
    mixinStandardHelpOptions = true,
    exitCodeListHeading = "%nExit status:%n",
    exitCodeList = {
      "0:it answered, and no thread of it is stuck",
      "1:no agent runs with this state folder, it does not answer, or a thread of it is stuck"
    })
final class StatusCommand implements Callable<Integer> {
  private static final Duration ANSWER_AT_MOST = Duration.ofSeconds(10);

  @Mixin private StateOption state = new StateOption();

  @Option(names = "--json", description = "Prints JSON, for programs.")
  private boolean json;

  @Spec private CommandSpec spec = CommandSpec.create();

  @Override
  public Integer call() throws Exception {
    PrintWriter out = spec.commandLine().getOut();
    PrintWriter err = spec.commandLine().getErr();
    Path directory = state.find(System.getenv(), err).directory();
    Optional<Map<String, Object>> said = ask(directory);
    if (said.isEmpty()) {
      err.println("No agent runs with the state folder " + directory + ".");
      err.println("What is queued: groundwatch queue ls. What hinders it: groundwatch doctor");
      return ExitCode.FAILED;
    }
    if (json) {
      out.println(JsonTree.text(said.get()));
    } else {
      new StatusText(said.get()).lines().forEach(out::println);
    }
    return verdict(said.get());
  }

  /** As {@code /healthz} judges: a container's health check goes by it, and restarts an agent. */
  static int verdict(Map<String, Object> status) {
    return List.of().equals(status.get("stuck")) ? ExitCode.FINE : ExitCode.FAILED;
  }

  /**
   * What the agent of a state folder says of itself; empty where none runs.
   *
   * @throws IOException where one runs and does not answer, or may not be asked by this user
   */
  static Optional<Map<String, Object>> ask(Path stateDirectory) throws IOException {
    Path folder = stateDirectory.resolve(LaneOrders.RUN_FOLDER);
    Path socket = folder.resolve(ControlServer.SOCKET);
    ControlRequest request = new ControlRequest(AgentStatus.COMMAND, Map.of());
    Optional<ControlAnswer> answer;
    try {
      // Whoever may not look is told so, which a look for the socket would not do.
      boolean there = Files.readAttributes(folder, BasicFileAttributes.class).isDirectory();
      answer =
          there
              ? ControlClient.ask(socket, request, ANSWER_AT_MOST, new SystemTimeSource())
              : Optional.empty();
    } catch (AccessDeniedException e) {
      throw new IOException(
          stateDirectory + " is open to the agent's user and to root alone: try it with sudo", e);
    } catch (NoSuchFileException e) {
      return Optional.empty();
    }
    if (answer.isPresent() && answer.get() instanceof Refused refused) {
      throw new IOException("the agent refuses: " + refused.why());
    }
    return answer.map(done -> ((Done) done).values());
  }
}

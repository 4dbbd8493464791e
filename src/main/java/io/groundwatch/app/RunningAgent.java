package io.groundwatch.app;

import io.groundwatch.runtime.DirectoryLock;
import io.groundwatch.server.control.ControlClient;
import io.groundwatch.server.control.ControlServer;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.OptionalLong;

/** What can be told from outside of an agent that runs. Any thread. */
final class RunningAgent {
  private RunningAgent() {}

  /**
   * What the standard output and standard error of the agent of a state folder are, on Linux; none
   * where it does not run.
   */
  static List<Path> outputs(Path stateDirectory) throws IOException {
    Path folder = stateDirectory.resolve(LaneOrders.RUN_FOLDER);
    if (!ControlClient.isListenedTo(folder.resolve(ControlServer.SOCKET))) {
      return List.of();
    }
    OptionalLong pid = DirectoryLock.ownerOf(folder.resolve(ControlServer.LOCK));
    if (pid.isEmpty()) {
      return List.of();
    }
    Path open = Path.of("/proc", Long.toString(pid.getAsLong()), "fd");
    return List.of(open.resolve("1"), open.resolve("2"));
  }
}

package io.groundwatch.app;

import io.groundwatch.config.NearestName;
import java.io.IOException;
import java.util.List;
import picocli.CommandLine.Parameters;

/** The lane that a command is about. */
final class LaneArgument {
  @Parameters(
      paramLabel = "LANE",
      description =
          "Destination and kind, such as central/logs; `groundwatch queue ls` lists them.")
  private String name = "";

  /** The one that is meant, out of those that exist. */
  LaneFolder in(StateOption.Found state) throws IOException {
    List<LaneFolder> lanes = state.lanes();
    for (LaneFolder lane : lanes) {
      if (lane.name().equals(name)) {
        return lane;
      }
    }
    List<String> names = lanes.stream().map(LaneFolder::name).toList();
    String hint = NearestName.hint(name, names);
    throw new IOException(
        "there is no lane "
            + name
            + " in "
            + state.directory()
            + (hint.isEmpty() && !names.isEmpty()
                ? " (expected: " + String.join(", ", names) + ")"
                : hint));
  }
}

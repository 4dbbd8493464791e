package io.groundwatch.app;

import java.io.IOException;
import java.util.List;
import java.util.stream.Collectors;
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
    String all = lanes.stream().map(LaneFolder::name).collect(Collectors.joining(", "));
    throw new IOException(
        "lane: "
            + name
            + (all.isEmpty()
                ? ": there is none in " + state.directory()
                : " (expected: one of " + all + ", which are in " + state.directory() + ")"));
  }
}

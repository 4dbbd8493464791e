package io.groundwatch.app;

import io.groundwatch.runtime.SystemTimeSource;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code groundwatch queue ls}. */
@Command(
    name = "ls",
    description = "What lies in each lane: how much, how old, what was refused, what is damaged.",
    mixinStandardHelpOptions = true,
    exitCodeListHeading = "%nExit status:%n",
    exitCodeList = {"0:all went well", "1:--check found damage, or it cannot be read"})
final class QueueListCommand implements Callable<Integer> {
  @Mixin private StateOption state = new StateOption();

  @Option(names = "--check", description = "Reads and checks every byte of the queues.")
  private boolean check;

  @Option(names = "--json", description = "Prints JSON, for programs.")
  private boolean json;

  @Spec private CommandSpec spec = CommandSpec.create();

  @Override
  public Integer call() throws Exception {
    PrintWriter out = spec.commandLine().getOut();
    StateOption.Found found = state.find(System.getenv(), spec.commandLine().getErr());
    List<String> configured = found.configured().orElse(null);
    List<LaneSummary> lanes = new ArrayList<>();
    for (LaneFolder lane : found.lanes()) {
      lanes.add(LaneSummary.of(lane, configured, check));
    }
    long now = new SystemTimeSource().wallNanos();
    if (json) {
      out.println(JsonTree.text(tree(found.directory(), lanes, now)));
    } else {
      lines(found.directory(), lanes, now).forEach(out::println);
    }
    boolean damaged = lanes.stream().anyMatch(lane -> !lane.troubles().isEmpty());
    return check && damaged ? ExitCode.FAILED : ExitCode.FINE;
  }

  /** For a person. */
  static List<String> lines(Path directory, List<LaneSummary> lanes, long nowNanos) {
    if (lanes.isEmpty()) {
      return List.of("There is no lane in " + directory + ".");
    }
    TextTable table =
        new TextTable("LANE", ">BATCHES", ">RECORDS", ">SIZE", ">OLDEST", ">REFUSED", ">SET ASIDE");
    for (LaneSummary lane : lanes) {
      table.row(
          lane.lane().name() + (lane.isOrphan() ? " (*)" : ""),
          Shown.count(lane.batches()),
          Shown.count(lane.records()),
          lane.batches() == 0 ? "-" : Shown.size(lane.bytes()),
          lane.batches() == 0 ? "-" : Shown.age(nowNanos - lane.oldestNanos()),
          Shown.count(lane.dead().records()),
          Shown.count(lane.setAside().size()));
    }
    List<String> lines = new ArrayList<>(table.lines());
    if (lanes.stream().anyMatch(LaneSummary::isOrphan)) {
      lines.add("");
      lines.add("(*) No destination of the configuration: kept, unsent, until it comes back or is");
      lines.add("    purged.");
    }
    for (LaneSummary lane : lanes) {
      lane.troubles().forEach(trouble -> lines.add("! " + trouble));
    }
    return lines;
  }

  private static Map<String, Object> tree(Path directory, List<LaneSummary> lanes, long nowNanos) {
    Map<String, Object> tree = new LinkedHashMap<>();
    tree.put("state_directory", directory.toString());
    tree.put("lanes", lanes.stream().map(lane -> lane.tree(nowNanos)).toList());
    return tree;
  }
}

package io.groundwatch.app;

import io.groundwatch.pipeline.LaneAnswer;
import io.groundwatch.pipeline.LaneOrder;
import io.groundwatch.runtime.SystemTimeSource;
import java.io.IOException;
import java.io.PrintWriter;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code groundwatch queue purge}. */
@Command(
    name = "purge",
    description = {
      "Gives up what is queued in one lane, for good.",
      "It is counted as dropped, and log files are not read again. What comes meanwhile stays."
    },
    mixinStandardHelpOptions = true,
    exitCodeListHeading = "%nExit status:%n",
    exitCodeList = {
      "0:it is given up",
      "1:it is not, or not all of it",
      "2:--yes is missing; nothing was done"
    })
final class QueuePurgeCommand implements Callable<Integer> {
  @Mixin private LaneArgument lane = new LaneArgument();

  @Mixin private StateOption state = new StateOption();

  @Option(names = "--dead", description = "The dead letters, and not the queue.")
  private boolean dead;

  @Option(names = "--yes", description = "Does it; else it is only said what would be lost.")
  private boolean yes;

  @Spec private CommandSpec spec = CommandSpec.create();

  @Override
  public Integer call() throws Exception {
    PrintWriter out = spec.commandLine().getOut();
    PrintWriter err = spec.commandLine().getErr();
    StateOption.Found found = state.find(System.getenv(), err);
    LaneFolder folder = lane.in(found);
    if (!yes) {
      err.println(warning(LaneSummary.of(folder, null, false)));
      return ExitCode.USAGE;
    }
    Logging.startQuiet(System.getenv(), System.err);
    LaneOrders.Result result =
        new LaneOrders(found.directory(), new SystemTimeSource())
            .carryOut(folder, dead ? LaneOrder.PURGE_DEAD : LaneOrder.PURGE);
    LaneAnswer answer = result.answer();
    out.println(
        "%s: %s given up%s."
            .formatted(
                folder.name(),
                what(answer.batches(), answer.records()),
                result.byAgent() ? "" : ", on the files: no agent has them open"));
    answer.trouble().ifPresent(trouble -> err.println("Not all of it: " + trouble));
    return answer.trouble().isEmpty() ? ExitCode.FINE : ExitCode.FAILED;
  }

  private String warning(LaneSummary summary) throws IOException {
    long batches = dead ? summary.dead().batches() : summary.batches();
    long records = dead ? summary.dead().records() : summary.records();
    return "Nothing was done. %s would be given up, for good: %s. Say --yes to do it."
        .formatted(summary.lane().name(), what(batches, records));
  }

  private String what(long batches, long records) {
    return dead
        ? Shown.count(records, "dead letter", "dead letters")
            + " of "
            + Shown.count(batches, "batch", "batches")
        : Shown.count(records, "record", "records")
            + " in "
            + Shown.count(batches, "batch", "batches");
  }
}

package io.groundwatch.app;

import io.groundwatch.pipeline.LaneAnswer;
import io.groundwatch.pipeline.LaneOrder;
import io.groundwatch.runtime.SystemTimeSource;
import java.io.PrintWriter;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** {@code groundwatch queue retry-dead}. */
@Command(
    name = "retry-dead",
    description = {
      "Puts the dead letters of one lane back into its queue, to be sent again.",
      "That helps once the destination takes them, or you have mended them in their files. What is",
      "refused again is set aside again. Each is removed from its file only once it is safe in the",
      "queue, at its end."
    },
    mixinStandardHelpOptions = true,
    exitCodeListHeading = "%nExit status:%n",
    exitCodeList = {"0:all of them were put back", "1:some or all of them were not"})
final class QueueRetryCommand implements Callable<Integer> {
  @Mixin private LaneArgument lane = new LaneArgument();

  @Mixin private StateOption state = new StateOption();

  @Spec private CommandSpec spec = CommandSpec.create();

  @Override
  public Integer call() throws Exception {
    PrintWriter out = spec.commandLine().getOut();
    PrintWriter err = spec.commandLine().getErr();
    StateOption.Found found = state.find(System.getenv(), err);
    LaneFolder folder = lane.in(found);
    Logging.startQuiet(System.getenv(), System.err);
    LaneOrders.Result result =
        new LaneOrders(found.directory(), new SystemTimeSource())
            .carryOut(folder, LaneOrder.RETRY_DEAD);
    LaneAnswer answer = result.answer();
    out.println(folder.name() + ": " + done(answer, result.byAgent()) + ".");
    answer.trouble().ifPresent(trouble -> err.println("Not all of them: " + trouble));
    return answer.trouble().isEmpty() ? ExitCode.FINE : ExitCode.FAILED;
  }

  private static String done(LaneAnswer answer, boolean byAgent) {
    if (answer.records() == 0) {
      return "no dead letter was put back into the queue";
    }
    return "%s of %s put back into the queue%s"
        .formatted(
            Shown.count(answer.records(), "dead letter", "dead letters"),
            Shown.count(answer.batches(), "batch", "batches"),
            byAgent ? "" : ", on the files: the agent sends them when it runs");
  }
}

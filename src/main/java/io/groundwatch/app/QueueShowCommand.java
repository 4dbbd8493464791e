package io.groundwatch.app;

import io.groundwatch.buffer.DeadLetterView;
import io.groundwatch.buffer.QueuedBatch;
import io.groundwatch.runtime.SystemTimeSource;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code groundwatch queue show}. */
@Command(
    name = "show",
    description = "The batches and the dead letters of one lane, oldest first.",
    mixinStandardHelpOptions = true)
final class QueueShowCommand implements Callable<Integer> {
  @Mixin private LaneArgument lane = new LaneArgument();

  @Mixin private StateOption state = new StateOption();

  @Option(
      names = "--limit",
      paramLabel = "N",
      defaultValue = "20",
      description = "So many of each at the most; 0 = all. Default: ${DEFAULT-VALUE}.")
  private long limit;

  @Option(names = "--json", description = "Prints JSON, for programs.")
  private boolean json;

  @Spec private CommandSpec spec = CommandSpec.create();

  @Override
  public Integer call() throws Exception {
    PrintWriter out = spec.commandLine().getOut();
    StateOption.Found found = state.find(System.getenv(), spec.commandLine().getErr());
    LaneContents contents = contents(lane.in(found), found.configured().orElse(null));
    long now = new SystemTimeSource().wallNanos();
    if (json) {
      out.println(JsonTree.text(contents.tree(now)));
    } else {
      contents.lines(now).forEach(out::println);
    }
    return ExitCode.FINE;
  }

  private LaneContents contents(LaneFolder folder, @Nullable List<String> configured)
      throws IOException {
    LaneLook look = LaneLook.at(folder);
    LaneSummary.Sum sum = new LaneSummary.Sum();
    List<QueuedBatch> batches = new ArrayList<>();
    look.batches(
        false,
        batch -> {
          sum.add(batch);
          if (limit == 0 || batches.size() < limit) {
            batches.add(batch);
          }
        });
    List<DeadLetterView> dead = new ArrayList<>();
    for (Path file : DeadLetterView.files(folder.dead())) {
      if (limit == 0 || dead.size() < limit) {
        DeadLetterView.of(file).ifPresent(dead::add);
      }
    }
    return new LaneContents(sum.of(look, configured), batches, dead);
  }
}

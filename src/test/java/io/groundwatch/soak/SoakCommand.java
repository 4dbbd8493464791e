package io.groundwatch.soak;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code packaging/test/soak}. */
@Command(
    name = "soak",
    description = "Writes, rotates, fails, kills, and accounts for every line.",
    mixinStandardHelpOptions = true)
public final class SoakCommand implements Callable<Integer> {
  private static final int MISSING = 1;
  private static final int TWICE = 3;

  @Option(names = "--minutes", defaultValue = "5", description = "How long it writes (5).")
  private double minutes;

  @Option(names = "--seed", description = "Repeats the random choices of a run.")
  private @Nullable Long seed;

  @Option(names = "--no-kills", description = "Lets one agent run throughout.")
  private boolean noKills;

  @Option(names = "--no-faults", description = "Lets the receiver take everything.")
  private boolean noFaults;

  @Option(names = "--nginx", description = "Puts an nginx with TLS before the receiver.")
  private boolean nginx;

  @Option(names = "--compressed", description = "Lets some writers compress what they rotate.")
  private boolean compressed;

  @Option(
      names = "--lines-a-file",
      defaultValue = "2000",
      description = "Between rotations (2000).")
  private int linesAFile;

  @Option(names = "--folder", description = "For logs and state; a new temporary one by default.")
  private @Nullable Path folder;

  /** Runs it; exits with 1 where a line is missing, with 3 where one came in two batches. */
  public static void main(String[] args) {
    System.exit(new CommandLine(new SoakCommand()).execute(args));
  }

  @Override
  public Integer call() throws IOException, InterruptedException {
    Path place = folder == null ? Files.createTempDirectory("groundwatch-soak") : folder;
    long chosen = seed == null ? RandomGenerator.getDefault().nextLong() : seed;
    System.out.println("In " + place + ", seed " + chosen + ".");
    Soak.Result result =
        new Soak(
                new SoakSettings(
                    Files.createDirectories(place).toRealPath(),
                    Math.round(minutes * 60),
                    chosen,
                    !noKills,
                    !noFaults,
                    nginx,
                    compressed,
                    linesAFile))
            .run();
    System.out.print(result.report());
    boolean once = result.ledger().twice() == 0;
    if (result.complete()) {
      System.out.println(once ? "Every line arrived once." : "Every line arrived, some twice.");
      return once ? 0 : TWICE;
    }
    System.out.println("NOT every line arrived.");
    return MISSING;
  }
}

package io.groundwatch.app;

import io.groundwatch.server.receive.ReceiveOptions;
import io.groundwatch.server.receive.ReceiveOptions.Fail;
import io.groundwatch.server.receive.Receiver;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code groundwatch receive}. */
@Command(
    name = "receive",
    description = {
      "Receives what an agent sends and prints it, for trying things out.",
      "Takes POST on any path; a batch that comes again under the same Idempotency-Key is counted,",
      "and not printed again."
    },
    mixinStandardHelpOptions = true,
    footerHeading = "%nSee how the agent takes an outage:%n",
    footer = "  groundwatch receive --fail 503")
final class ReceiveCommand implements Callable<Integer> {
  private static final Map<String, Fail> FAILURES =
      Map.of("503", Fail.UNAVAILABLE, "429", Fail.BUSY, "hang", Fail.HANG, "reset", Fail.RESET);

  @Option(
      names = "--listen",
      paramLabel = "HOST:PORT",
      defaultValue = ReceiveOptions.DEFAULT_HOST + ":" + ReceiveOptions.DEFAULT_PORT,
      description = "Where to listen; port 0 takes a free one. Default: ${DEFAULT-VALUE}.")
  private String listen = "";

  @Option(
      names = "--fail",
      paramLabel = "503|429|hang|reset",
      description = "Refuses every batch in this way.")
  private String fail = "";

  @Option(names = "--quiet", description = "Counts records and prints none.")
  private boolean quiet;

  @Spec private CommandSpec spec = CommandSpec.create();

  @Override
  public Integer call() throws Exception {
    Receiver receiver = Receiver.open(options(), System.out, System.err);
    Runtime.getRuntime()
        .addShutdownHook(
            new Thread(
                () -> {
                  receiver.close();
                  Runtime.getRuntime().halt(ExitCode.FINE);
                },
                "stop"));
    new CountDownLatch(1).await();
    return ExitCode.FINE;
  }

  private ReceiveOptions options() {
    Fail how = FAILURES.getOrDefault(fail.toLowerCase(Locale.ROOT), Fail.NO);
    if (how == Fail.NO && !fail.isEmpty()) {
      throw wrong("--fail: " + fail + " (expected: 503, 429, hang or reset)");
    }
    int colon = listen.lastIndexOf(':');
    try {
      return new ReceiveOptions(
          listen.substring(0, Math.max(0, colon)),
          Integer.parseInt(listen.substring(colon + 1)),
          how,
          quiet);
    } catch (IllegalArgumentException e) {
      throw wrong("--listen: " + listen + " (expected: HOST:PORT, such as 127.0.0.1:8080)");
    }
  }

  private ParameterException wrong(String message) {
    return new ParameterException(spec.commandLine(), message);
  }
}

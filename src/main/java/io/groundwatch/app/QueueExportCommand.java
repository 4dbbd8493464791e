package io.groundwatch.app;

import io.groundwatch.codec.DamagedPayloadException;
import io.groundwatch.codec.Payloads;
import io.groundwatch.model.Compression;
import io.groundwatch.model.StoredBatch;
import io.groundwatch.runtime.StateFiles;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintWriter;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code groundwatch queue export}. */
@Command(
    name = "export",
    description = {
      "Writes what is queued in one lane, one record a line.",
      "Oldest first, and the very lines that the plain HTTP output sends. The queue stays as it is."
    },
    mixinStandardHelpOptions = true,
    exitCodeListHeading = "%nExit status:%n",
    exitCodeList = {
      "0:all of it was written",
      "1:some of it is damaged, and all else was written; or it cannot be read or written"
    })
final class QueueExportCommand implements Callable<Integer> {
  @Mixin private LaneArgument lane = new LaneArgument();

  @Mixin private StateOption state = new StateOption();

  @Option(
      names = {"-o", "--output"},
      paramLabel = "FILE",
      description = "A new file, which only its owner may read. Without it: standard output.")
  private @Nullable Path output;

  @Spec private CommandSpec spec = CommandSpec.create();

  @Override
  public Integer call() throws Exception {
    PrintWriter err = spec.commandLine().getErr();
    StateOption.Found found = state.find(System.getenv(), err);
    LaneLook look = LaneLook.at(lane.in(found));
    Path file = output;
    if (file == null) {
      exportToStdout(look);
    } else {
      exportTo(file, look, err);
    }
    look.troubles().forEach(trouble -> err.println("! " + trouble));
    return look.troubles().isEmpty() ? ExitCode.FINE : ExitCode.FAILED;
  }

  private static void exportToStdout(LaneLook look) throws IOException {
    try (OutputStream out = new FileOutputStream(FileDescriptor.out)) {
      export(look, out, new Written());
    } catch (IOException e) {
      // Whoever reads, such as head(1), has had enough.
      if (!"Broken pipe".equals(e.getMessage())) {
        throw e;
      }
    }
  }

  private static void exportTo(Path file, LaneLook look, PrintWriter err) throws IOException {
    try (FileChannel channel =
        StateFiles.open(file, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE)) {
      Written written = new Written();
      export(look, Channels.newOutputStream(channel), written);
      channel.force(true);
      err.println(
          "%s in %s were written to %s."
              .formatted(
                  Shown.count(written.records, "record", "records"),
                  Shown.count(written.batches, "batch", "batches"),
                  file));
    } catch (FileAlreadyExistsException e) {
      throw new IOException(file + ": it exists already (expected: a new file)", e);
    }
  }

  private static void export(LaneLook look, OutputStream out, Written written) throws IOException {
    look.wholeBatches(
        batch -> {
          out.write(ndjson(batch, look));
          written.batches++;
          written.records += batch.records();
        });
  }

  private static byte[] ndjson(StoredBatch batch, LaneLook look) throws IOException {
    try {
      return Payloads.slice(batch, batch.whole(), Compression.NONE);
    } catch (DamagedPayloadException e) {
      look.troubles().add("batch " + batch.sequence() + " does not unpack: " + e.getMessage());
      return new byte[0];
    }
  }

  private static final class Written {
    private long batches;
    private long records;
  }
}

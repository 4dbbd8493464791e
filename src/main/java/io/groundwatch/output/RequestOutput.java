package io.groundwatch.output;

import io.groundwatch.codec.RecordReader;
import io.groundwatch.model.BatchId;
import io.groundwatch.model.RecordRange;
import io.groundwatch.model.StoredBatch;
import io.groundwatch.net.HttpClient;
import io.groundwatch.pipeline.DeadLetters.Refusal;
import io.groundwatch.pipeline.Outcome;
import io.groundwatch.pipeline.Output;
import io.groundwatch.runtime.TimeSource;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;

/**
 * Sends parts of batches as the requests that a {@link Protocol} makes of them, one after another.
 *
 * <p>What the destination decided about a record is remembered until the part is through: after a
 * failure in the middle only the rest is sent again. Sends may overlap, each of another batch.
 */
public final class RequestOutput implements Output {
  /** Batches that were given up in the middle leave their progress behind; past so many it goes. */
  private static final int MAX_PROGRESSES = 64;

  private final HttpClient client;
  private final Protocol protocol;
  private final RequestSender sender;
  private final Map<BatchId, PartProgress> progresses = new ConcurrentHashMap<>();

  /** Owns {@code client} from now on. */
  public RequestOutput(
      HttpClient client,
      HttpTarget target,
      Authorizer authorizer,
      Protocol protocol,
      TimeSource time) {
    this.client = client;
    this.protocol = protocol;
    this.sender = new RequestSender(client, target, authorizer, protocol, time);
  }

  @Override
  public void send(StoredBatch batch, RecordRange range, Consumer<Outcome> completion) {
    if (progresses.size() >= MAX_PROGRESSES) {
      progresses.clear();
    }
    PartProgress progress = progresses.computeIfAbsent(batch.id(), id -> new PartProgress());
    PartRequests part;
    try {
      part = protocol.requests(new RecordReader(batch, range, progress::isOpen));
    } catch (IOException e) {
      completion.accept(new Outcome.Held("Batch " + batch.id() + " is damaged: " + e.getMessage()));
      return;
    }
    progress.refused(part.refused());
    sender.send(
        part.requests(),
        progress,
        outcome -> completion.accept(ended(batch, range, progress, outcome)));
  }

  @Override
  public void close() {
    client.close();
  }

  private Outcome ended(
      StoredBatch batch, RecordRange range, PartProgress progress, Outcome outcome) {
    Outcome known = outcome;
    if (outcome instanceof Outcome.Delivered) {
      List<Refusal> refusals = progress.finish(range.from(), range.to());
      known = refusals.isEmpty() ? outcome : new Outcome.PartlyDelivered(refusals);
    }
    if (progress.isEmpty()) {
      progresses.remove(batch.id(), progress);
    }
    return known;
  }
}

package io.groundwatch.output.elasticsearch;

import io.groundwatch.codec.JsonBytes;
import io.groundwatch.codec.RecordReader;
import io.groundwatch.model.SignalKind;
import io.groundwatch.net.HttpResult.Answer;
import io.groundwatch.output.AnswerWords;
import io.groundwatch.output.PartRequests;
import io.groundwatch.output.Protocol;
import io.groundwatch.output.Reply;
import io.groundwatch.output.WireRequest;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;

/**
 * The bulk API of Elasticsearch 7, 8 and 9 and of OpenSearch: every record is a {@code create}
 * under an id of its own, so that one that comes again is answered with 409 and counts as stored.
 */
public final class BulkProtocol implements Protocol {
  /** Answers have a line for each document, and are read whole. */
  static final int MAX_DOCUMENTS = 2000;

  /** What Elastic recommends is 5 to 15 MB. */
  static final int MAX_BYTES = 5_000_000;

  private static final int KEPT_BYTES = 1 << 20;
  private static final String FILTER =
      "filter_path=errors,error,items.*.status,items.*.error.type,items.*.error.reason";

  private final String target;
  private final String index;
  private final SignalKind kind;
  private final String hostName;

  /**
   * Writes to a data stream or an index.
   *
   * @param target the path of the bulk API, without a query
   * @param index its name; {@code {date}} in it is the day of the record
   * @param hostName of this host, for lines
   */
  public BulkProtocol(String target, String index, SignalKind kind, String hostName) {
    this.target = target + (target.indexOf('?') < 0 ? "?" : "&") + FILTER;
    this.index = index;
    this.kind = kind;
    this.hostName = hostName;
  }

  @Override
  public PartRequests requests(RecordReader records) throws IOException {
    Bodies bodies = new Bodies(records.batch().id().toString());
    EcsDocument document = new EcsDocument(hostName);
    if (kind == SignalKind.LOGS) {
      records.logs(
          line -> bodies.add(line.index(), line.timeNanos(), out -> document.write(out, line)));
    } else {
      records.metrics(
          record ->
              bodies.add(
                  record.index(),
                  record.sample().timeNanos(),
                  out -> document.write(out, record.sample())));
    }
    return new PartRequests(bodies.finish(), List.of());
  }

  @Override
  public Reply reply(WireRequest request, Answer answer, AnswerWords said) {
    return switch (answer.status()) {
      case 200 -> BulkItems.reply(request.records(), answer, said);
      case 401, 403 -> new Reply.Unauthorized(said.usual());
      default -> new Reply.Done(said.usual());
    };
  }

  /** Collects documents into bodies within the limits. */
  private final class Bodies {
    private final String batch;
    private final IndexName name = new IndexName(index);
    private final List<WireRequest> requests = new ArrayList<>();
    private final JsonBytes body = new JsonBytes();
    private final JsonBytes one = new JsonBytes();
    private int[] records = new int[MAX_DOCUMENTS];
    private int count;

    Bodies(String batch) {
      this.batch = batch;
    }

    void add(int record, long timeNanos, Consumer<JsonBytes> document) {
      one.clear();
      one.raw("{\"create\":{\"_index\":").string(name.of(timeNanos));
      one.raw(",\"_id\":").string(batch + "-" + record).raw("}}\n");
      document.accept(one);
      if (count == MAX_DOCUMENTS || (count > 0 && body.length() + one.length() > MAX_BYTES)) {
        close();
      }
      body.raw(one.array(), 0, one.length());
      records[count++] = record;
    }

    List<WireRequest> finish() {
      if (count > 0) {
        close();
      }
      return requests;
    }

    private void close() {
      requests.add(
          new WireRequest(
              target,
              Map.of("Content-Type", "application/x-ndjson"),
              body.toByteArray(),
              false,
              KEPT_BYTES,
              Arrays.copyOf(records, count),
              ""));
      body.clear();
      records = new int[MAX_DOCUMENTS];
      count = 0;
    }
  }
}

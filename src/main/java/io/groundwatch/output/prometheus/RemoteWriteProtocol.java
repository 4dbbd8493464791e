package io.groundwatch.output.prometheus;

import io.groundwatch.codec.MetricRecord;
import io.groundwatch.codec.RecordReader;
import io.groundwatch.codec.SnappyBlock;
import io.groundwatch.model.MetricSample;
import io.groundwatch.model.MetricSeries;
import io.groundwatch.model.ValueSet;
import io.groundwatch.net.HttpRequestSpec;
import io.groundwatch.net.HttpResult.Answer;
import io.groundwatch.output.AnswerWords;
import io.groundwatch.output.PartRequests;
import io.groundwatch.output.Protocol;
import io.groundwatch.output.Reply;
import io.groundwatch.output.Statistic;
import io.groundwatch.output.WireRequest;
import io.groundwatch.pipeline.Outcome;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Prometheus Remote-Write, 1.0 and 2.0.
 *
 * <p>Where the version is negotiated, 2.0 is tried first. A receiver that answers 415, or that says
 * nothing of what it wrote, knows 1.0 alone: the same goes again as that, and so does all after it.
 * As long as no 2.0 request was taken, a 400 is asked about in 1.0 too.
 *
 * <p>A record of several numbers is five samples: their mean under its name, and {@link Statistic}s
 * under names of their own. A refusal of one of them is a refusal of the record.
 */
public final class RemoteWriteProtocol implements Protocol {
  private static final Logger log = LoggerFactory.getLogger(RemoteWriteProtocol.class);
  private static final String WRITTEN = "X-Prometheus-Remote-Write-Samples-Written";

  /** As many as Prometheus itself sends at once. */
  static final int MAX_SAMPLES = 2000;

  private static final Statistic[] STATISTICS = Statistic.values();

  private final String target;
  private final Map<String, String> external;
  private final boolean negotiates;
  private volatile State state;

  /** The version to speak. */
  public enum Version {
    NEGOTIATED,
    V1,
    V2
  }

  /** What is known of the receiver. */
  private enum State {
    ASKING,
    V1,
    V2
  }

  /** What a request holds, so that it can be written in the other version. */
  @SuppressWarnings("ArrayRecordComponent") // carried, never compared
  private record Content(List<TimeSeries> series, int[] records, State version) {
    int samples() {
      return series.stream().mapToInt(one -> one.samples().size()).sum();
    }
  }

  /** A statistic of a series. */
  private record Of(MetricSeries series, Statistic statistic) {}

  /**
   * Writes to {@code target}, path and query.
   *
   * @param external labels of every series, which its own replace
   */
  public RemoteWriteProtocol(String target, Version version, Map<String, String> external) {
    this.target = target;
    this.external = Map.copyOf(external);
    this.negotiates = version == Version.NEGOTIATED;
    this.state =
        switch (version) {
          case NEGOTIATED -> State.ASKING;
          case V1 -> State.V1;
          case V2 -> State.V2;
        };
  }

  @Override
  public PartRequests requests(RecordReader records) throws IOException {
    List<MetricRecord> all = new ArrayList<>();
    records.metrics(all::add);
    List<WireRequest> requests = new ArrayList<>();
    int from = 0;
    while (from < all.size()) {
      int to = end(all, from);
      List<MetricRecord> some = all.subList(from, to);
      requests.add(request(series(some), indexes(some), state));
      from = to;
    }
    return new PartRequests(requests, List.of());
  }

  /** Where a request ends that begins at {@code from}: a record's samples stay together. */
  private static int end(List<MetricRecord> all, int from) {
    int to = from;
    int samples = 0;
    while (to < all.size()) {
      samples += all.get(to).sample().set().isPresent() ? 1 + STATISTICS.length : 1;
      if (samples > MAX_SAMPLES) {
        return to;
      }
      to++;
    }
    return to;
  }

  @Override
  public Reply reply(WireRequest request, Answer answer, AnswerWords said) {
    Content content = (Content) request.note();
    int status = answer.status();
    if (status >= 200 && status < 300) {
      return taken(content, answer, said);
    }
    if (negotiates && content.version() != State.V1 && knowsOnlyV1(status)) {
      return inV1(content, said, status == 415);
    }
    Outcome usual = said.usual();
    return status == 401 || status == 403 ? new Reply.Unauthorized(usual) : new Reply.Done(usual);
  }

  private List<TimeSeries> series(List<MetricRecord> records) {
    Map<MetricSeries, TimeSeries> own = new LinkedHashMap<>();
    Map<Of, TimeSeries> statistics = new LinkedHashMap<>();
    for (MetricRecord record : records) {
      MetricSample sample = record.sample();
      own.computeIfAbsent(sample.series(), s -> TimeSeries.of(s, external))
          .add(record.index(), sample, sample.value());
      sample.set().ifPresent(set -> add(record, set, statistics));
    }
    List<TimeSeries> all = new ArrayList<>(own.values());
    if (!statistics.isEmpty()) {
      all.addAll(without(statistics.values(), own.values()));
    }
    all.forEach(TimeSeries::sort);
    return List.copyOf(all);
  }

  /** Somebody's own metric may be called like a statistic, and a series has one sample a time. */
  private static List<TimeSeries> without(
      Collection<TimeSeries> statistics, Collection<TimeSeries> own) {
    Set<Map<String, String>> known = new HashSet<>();
    own.forEach(series -> known.add(series.labels()));
    return statistics.stream().filter(series -> !known.contains(series.labels())).toList();
  }

  private void add(MetricRecord record, ValueSet set, Map<Of, TimeSeries> to) {
    MetricSeries series = record.sample().series();
    for (Statistic statistic : STATISTICS) {
      to.computeIfAbsent(
              new Of(series, statistic), of -> TimeSeries.of(series, statistic, external))
          .add(record.index(), record.sample(), statistic.of(set));
    }
  }

  private static int[] indexes(List<MetricRecord> records) {
    return records.stream().mapToInt(MetricRecord::index).toArray();
  }

  private WireRequest request(List<TimeSeries> series, int[] records, State version) {
    boolean first = version == State.V1;
    byte[] body = first ? WriteRequestV1.encode(series) : WriteRequestV2.encode(series);
    return new WireRequest(
        target,
        Map.of(
            "Content-Type",
            first
                ? "application/x-protobuf"
                : "application/x-protobuf;proto=io.prometheus.write.v2.Request",
            "Content-Encoding",
            "snappy",
            "X-Prometheus-Remote-Write-Version",
            first ? "0.1.0" : "2.0.0"),
        SnappyBlock.compress(body),
        true,
        HttpRequestSpec.USUAL_KEPT_BYTES,
        records,
        new Content(series, records, version));
  }

  private Reply taken(Content content, Answer answer, AnswerWords said) {
    if (content.version() == State.V1) {
      return Reply.delivered();
    }
    Optional<String> written = answer.header(WRITTEN);
    if (written.isEmpty()) {
      return negotiates
          ? inV1(content, said, true)
          : new Reply.Done(
              said.held(
                  answer.bodyStart(),
                  "It does not say that it wrote anything, so it knows 1.0 alone: set"
                      + " \"protocol_version\" of this destination to \"1.0\"."));
    }
    if (state == State.ASKING) {
      state = State.V2;
    }
    if (!written.get().strip().equals(Integer.toString(content.samples()))) {
      log.error(
          "{} of {} samples were written, and which is not said: {}",
          said.quote(written.get()),
          content.samples(),
          said.text(answer.bodyStart()));
    }
    return Reply.delivered();
  }

  private boolean knowsOnlyV1(int status) {
    return status == 415 || (status == 400 && state == State.ASKING);
  }

  /** The same in 1.0; from now on too, where it is sure that the receiver knows no other. */
  private Reply inV1(Content content, AnswerWords said, boolean sure) {
    if (sure && state != State.V1) {
      log.info("{} takes Remote-Write 1.0 and not 2.0.", said.address());
      state = State.V1;
    }
    return new Reply.Instead(List.of(request(content.series(), content.records(), State.V1)));
  }
}

/**
 * How a running agent is asked to do something: a Unix domain socket, {@code <state
 * folder>/run/control.sock}, which the agent's user and root alone can open. What only looks reads
 * the files instead, and needs no agent.
 *
 * <p>One connection is one request and one answer, each one line of JSON (UTF-8, at most 8 KiB and
 * 16 MiB), and is then closed by the agent:
 *
 * <pre>
 * → {"version":1,"command":"purge","lane":"central/logs"}
 * ← {"version":1,"ok":true,"batches":12,"records":48211}
 * ← {"version":1,"ok":false,"code":"unknown_lane","error":"…"}
 * </pre>
 *
 * <p>Members beside {@code version} and {@code command} are the command's arguments: text, numbers
 * or booleans. Those of an answer may be lists and objects of these too. Readers pass over members
 * that they do not know, so members can be added without another version. {@code code} is one of
 * {@link io.groundwatch.server.control.ControlAnswer.Code}.
 *
 * <pre>
 * command     arguments  answer             does
 * purge       lane       batches, records,  gives up what is queued; counted, positions move on
 *                        trouble
 * purge_dead  lane       batches, records,  deletes dead letters
 *                        trouble
 * retry_dead  lane       batches, records,  puts dead letters back into the queue
 *                        trouble
 * status                 what the agent     changes nothing
 *                        says of itself
 * </pre>
 *
 * <p>{@code trouble} is there where not all of it was done, and says why. A request has five
 * seconds to come, its answer ten minutes; an order that takes longer goes on. An order outlives
 * the connection that gave it.
 *
 * <p>Another command is one more {@link io.groundwatch.server.control.ControlCommand} in the map
 * that the server is opened with.
 *
 * <p>Knows nothing of lanes: commands are handed in. No library, and one thread that rests in the
 * kernel.
 */
@NullMarked
package io.groundwatch.server.control;

import org.jspecify.annotations.NullMarked;

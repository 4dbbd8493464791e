/**
 * The configuration: records that mirror the JSON, and the reader that makes them and names every
 * fault. Knows values, and neither threads nor adapters.
 *
 * <p>Bytes become a tree with places ({@code ConfigParser}), the tree becomes records ({@code
 * AgentConfigReader} and one reader a section), and every fault on the way goes to one list. Where
 * there are several files, their trees become one first ({@code ConfigMerge}). What is accepted and
 * not served has no reader and is checked by the schema ({@code SchemaCheck}). To serve one more
 * key of the CloudWatch Agent, take it out of {@code UpstreamKeys} and read it in its section's
 * reader.
 */
@NullMarked
package io.groundwatch.config;

import org.jspecify.annotations.NullMarked;

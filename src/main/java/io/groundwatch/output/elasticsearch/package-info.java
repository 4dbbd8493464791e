/** The output to Elasticsearch and OpenSearch: the bulk API. */
@NullMarked
package io.groundwatch.output.elasticsearch;

import org.jspecify.annotations.NullMarked;

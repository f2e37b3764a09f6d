// A page of ListDistributions.

/** Lists some of the ids, behind the one that the marker names. */
export function listPage(ids, query, summaryOf) {
  const mostItems = Number(query.get('MaxItems') ?? 100);
  const marker = query.get('Marker') ?? '';
  const from = marker === '' ? 0 : ids.indexOf(marker) + 1;
  const page = ids.slice(from, from + mostItems);
  const isTruncated = from + page.length < ids.length;
  return {
    document: {
      DistributionList: {
        Marker: marker,
        MaxItems: mostItems,
        IsTruncated: isTruncated,
        ...(isTruncated && { NextMarker: page.at(-1) }),
        Quantity: page.length,
        ...(page.length > 0 && { Items: { DistributionSummary: page.map(summaryOf) } }),
      },
    },
  };
}

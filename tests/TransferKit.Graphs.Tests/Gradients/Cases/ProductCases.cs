namespace TransferKit.Graphs.Tests.Gradients.Cases;

/// <summary>Matrix products, batched and broadcast.</summary>
internal static class ProductCases
{
    private static readonly (string Name, long[] Left, long[] Right)[] Products =
    [
        ("matrices", [4, 3], [3, 2]), ("batched", [2, 4, 3], [2, 3, 2]), ("one matrix for a batch", [2, 4, 3], [3, 2]), ("a batch for one matrix", [4, 3], [2, 3, 2]),
        ("attention", [2, 2, 4, 3], [2, 2, 3, 4]), ("batch of one on the left", [1, 4, 3], [2, 3, 2]), ("batch of one on the right", [2, 4, 3], [1, 3, 2]),
        ("both broadcast", [2, 1, 4, 3], [3, 3, 2]), ("more batch axes on the right", [2, 4, 3], [3, 2, 3, 2]), ("four axes by a matrix", [2, 3, 2, 4], [4, 2]),
        ("row by matrix", [3], [3, 2]), ("matrix by column", [4, 3], [3]), ("row by column", [3], [3]), ("batch by column", [2, 4, 3], [3]), ("row by batch", [3], [2, 3, 2]),
    ];

    public static IEnumerable<RuleCase> All()
    {
        foreach (var (name, left, right) in Products)
        {
            yield return new("MatMul", name, new GradientCheck().Input("a", left).Input("b", right), graph => graph.Node("MatMul", ["a", "b"]));
        }

        yield return new("MatMul", "a tensor by itself", new GradientCheck().Input("x", 2, 3, 3), graph => graph.Node("MatMul", ["x", "x"]));
        foreach (var (transA, transB, alpha, beta) in ((int, int, float, float)[])[(0, 0, 1, 1), (0, 1, 0.5f, 2), (1, 0, 1, -1), (1, 1, 2, 1)])
        {
            foreach (var c in (long[][])[[2], [4, 2], [4, 1], [1, 2], [], [1]])
            {
                yield return new("Gemm", $"transA {transA} transB {transB} c [{string.Join(' ', c)}]",
                    new GradientCheck().Input("a", transA == 0 ? [4, 3] : [3, 4]).Input("b", transB == 0 ? [3, 2] : [2, 3]).Input("c", c), graph =>
                    graph.Node("Gemm", ["a", "b", "c"], [("transA", transA), ("transB", transB), ("alpha", alpha), ("beta", beta)]));
            }

            yield return new("Gemm", $"transA {transA} transB {transB} no c",
                new GradientCheck().Input("a", transA == 0 ? [4, 3] : [3, 4]).Input("b", transB == 0 ? [3, 2] : [2, 3]), graph =>
                graph.Node("Gemm", ["a", "b"], [("transA", transA), ("transB", transB), ("alpha", alpha)]));
        }
    }
}

using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using PolicyOs.Json.Canonical;

namespace PolicyOs.Json.Tests.Canonical;

public sealed class CanonicalHashTests
{
    private static readonly byte[] Key = [1, 2, 3];

    [Theory]
    [InlineData(1)]
    [InlineData(16_000)]
    [InlineData(16_384)]
    [InlineData(200_000)]
    public void Hash_AnySize_IsThatOfTheCanonicalBytes(int length)
    {
        JsonElement value = JsonElement.Parse($$"""{"z": "{{new string('é', length)}}", "a": [1.0, 2e3] }""");
        byte[] bytes = CanonicalText.Bytes(value, CanonicalForm.Exact);
        byte[] hash = new byte[32];
        CanonicalHash.Sha256(value, CanonicalForm.Exact, hash);
        Assert.Equal(SHA256.HashData(bytes), hash);
        CanonicalHash.HmacSha256(value, CanonicalForm.Exact, Key, hash);
        Assert.Equal(HMACSHA256.HashData(Key, bytes), hash);
    }

    [Fact]
    public void Append_ToAnotherHash_AddsTheCanonicalBytes()
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        hash.AppendData("before"u8);
        CanonicalHash.Append(JsonElement.Parse(" [ 1 ] "), CanonicalForm.Exact, hash);
        hash.AppendData("after"u8);
        Assert.Equal(SHA256.HashData("before[1]after"u8), hash.GetHashAndReset());
    }

    [Fact]
    public void Sha256_OfOneKibibyte_AllocatesNextToNothing()
    {
        JsonElement value = JsonElement.Parse("{" + string.Join(',', Enumerable.Range(0, 24).Select(i => $"\"n\\u0061me{40 - i}\":[\"text\\n\",{i}]")) + "}");
        byte[] hash = new byte[32];
        CanonicalHash.Sha256(value, CanonicalForm.Exact, hash);
        long before = GC.GetAllocatedBytesForCurrentThread();
        CanonicalHash.Sha256(value, CanonicalForm.Exact, hash);
        Assert.InRange(GC.GetAllocatedBytesForCurrentThread() - before, 0, 128);
    }

    [Fact]
    public void Sha256_OfSpecExample_IsStable() // a change of the form would orphan every stored hash
    {
        byte[] hash = new byte[32];
        CanonicalHash.Sha256(JsonElement.Parse("""{"amount": 12.50, "id": 9007199254740993, "to": "Zo\u00eb"}"""), CanonicalForm.Exact, hash);
        byte[] expected = SHA256.HashData(Encoding.UTF8.GetBytes("""{"amount":12.5,"id":9007199254740993,"to":"Zoë"}"""));
        Assert.Equal(expected, hash);
    }
}

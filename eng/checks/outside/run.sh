#!/usr/bin/env bash
# Uses TransferKit as its users do: published programs, the package and the tool, each run without npm on PATH, with an empty
# HOME and, where the system allows it, without a network.
set -euo pipefail
root=$(cd "$(dirname "$0")/../../.." && pwd)
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
export DOTNET_CLI_TELEMETRY_OPTOUT=1 DOTNET_NOLOGO=1

dotnet_root=$(dirname "$(readlink -f "$(command -v dotnet)")")
platform=$(dotnet msbuild "$root/eng/package" -getProperty:NETCoreSdkPortableRuntimeIdentifier)
offline=()
if unshare --net true 2> /dev/null; then
  offline=("$(command -v unshare)" --net)
elif unshare --map-root-user --net true 2> /dev/null; then
  offline=("$(command -v unshare)" --map-root-user --net)
else
  echo 'note: this system allows no network namespace; the programs below run with the network there.'
fi

say() { printf -- '-- %s\n' "$*"; }

# Runs a program in the environment of a machine that has nothing but .NET.
bare() {
  local home
  home=$(mktemp -d "$work/home.XXXXXX")
  env -i PATH="$work/no-programs" HOME="$home" TMPDIR="$home" DOTNET_ROOT="$dotnet_root" DOTNET_NOLOGO=1 "${offline[@]}" "$@"
}

expect_files() {
  local folder=$1 pattern
  shift
  for pattern in "$@"; do
    compgen -G "$folder/$pattern" > /dev/null || { echo "$folder has no $pattern" >&2; return 1; }
  done
}

beside=(notices/transferkit/THIRD-PARTY-NOTICES.md notices/transferkit/LICENSE notices/transferkit/LGPL-3.0.txt
  notices/transferkit/onnxruntime/ThirdPartyNotices.txt backbones/mobilenet-v3-coco/centernet.bin backbones/mobilenet-v3-coco/LICENSE)

mkdir "$work/no-programs"
for self_contained in false true; do
  say "the first sample, published, self-contained $self_contained"
  out=$work/published-$self_contained
  dotnet publish "$root/samples/01-first-transfer" -r "$platform" --self-contained "$self_contained" -o "$out" -v q
  expect_files "$out" "${beside[@]}" "runtimes/$platform/native/*onnxruntime.*" "runtimes/$platform/native/libvips*"
  bare "$out/first-transfer"
done
photos=$(echo "$work"/home.*/first-transfer-*/shapes | cut -d ' ' -f 1)
photo=$(find "$photos" -type f -print -quit)

say 'packages of the library and the tool'
dotnet pack "$root/eng/package" -o "$work/feed" -v q
dotnet pack "$root/src/TransferKit.Cli" -o "$work/feed" -v q
ls -l "$work/feed"
cat > "$work/nuget.config" <<XML
<configuration>
  <packageSources><add key="packed" value="feed" /></packageSources>
</configuration>
XML

say "README's lines in a new project"
fresh=$work/fresh
mkdir "$fresh"
version=$(dotnet msbuild "$root/eng/package" -getProperty:Version)
cat > "$fresh/fresh.csproj" <<XML
<Project Sdk="Microsoft.NET.Sdk">
  <PropertyGroup>
    <OutputType>Exe</OutputType>
    <TargetFramework>net10.0</TargetFramework>
    <Nullable>enable</Nullable>
    <ImplicitUsings>enable</ImplicitUsings>
    <InvariantGlobalization>true</InvariantGlobalization>
    <RestorePackagesPath>$work/packages</RestorePackagesPath>
  </PropertyGroup>
  <ItemGroup>
    <PackageReference Include="TransferKit" Version="$version" />
  </ItemGroup>
</Project>
XML
awk '/^```csharp/ { on = 1; next } /^```/ { if (on) exit } on' "$root/README.md" > "$fresh/Program.cs"
dotnet publish "$fresh" -r "$platform" --self-contained false -o "$fresh/out" -v q
expect_files "$fresh/out" "${beside[@]}" '*onnxruntime.*' 'libvips*'
# The folder of photos and the photo that those lines name.
here=$work/here
mkdir "$here"
cp -r "$photos" "$here/$(sed -n 's/.*FromFolders("\([^"]*\)").*/\1/p' "$fresh/Program.cs" | head -n 1)"
for named in $(grep -oE '"[^"]*\.(jpg|jpeg|png)"' "$fresh/Program.cs" | tr -d '"'); do
  mkdir -p "$(dirname "$here/$named")"
  cp "$photo" "$here/$named"
done
(cd "$here" && bare "$fresh/out/fresh")

say 'the tool'
dotnet tool install TransferKit.Tool --version "$version" --tool-path "$work/tool" --configfile "$work/nuget.config" > /dev/null
expect_files "$work"/tool/.store/transferkit.tool/*/transferkit.tool/*/tools/*/any "${beside[@]}" 'runtimes/win-x64/native/onnxruntime.dll'
bare "$work/tool/transferkit" doctor
bare "$work/tool/transferkit" train --data "$photos" --out "$work/tool.onnx"
bare "$work/tool/transferkit" predict "$work/tool.onnx" "$photo"
say 'all of it worked'

// SPDX-FileCopyrightText: 2026 The Mummo authors
// SPDX-License-Identifier: MIT
// A real atproto PDS with an in-memory PLC directory, on 127.0.0.1 only, for tests.
// Prints one JSON line when ready: {url, plc, pid, accounts:[{handle,password,did}]}.
// SIGTERM or Ctrl-C stops it; everything it wrote is removed.
//
//   node start.mjs [--port 2583] [--plc-port 2582] [--accounts alice,bob] [--ready FILE]
import fs from 'node:fs'
import net from 'node:net'
import os from 'node:os'
import path from 'node:path'

const arg = (name, dflt) => {
  const i = process.argv.indexOf('--' + name)
  return i > 0 ? process.argv[i + 1] : dflt
}

// Both servers would listen on every interface: keep them on loopback.
const listen = net.Server.prototype.listen
net.Server.prototype.listen = function (...a) {
  if (typeof a[0] === 'number' && typeof a[1] !== 'string') a.splice(1, 0, '127.0.0.1')
  else if (a[0]?.port != null) a[0] = { ...a[0], host: '127.0.0.1' }
  return listen.apply(this, a)
}
const freePort = () => new Promise((ok, no) => {
  const s = net.createServer()
  s.on('error', no)
  s.listen(0, () => { const { port } = s.address(); s.close(() => ok(port)) })
})

const tmp = fs.mkdtempSync(path.join(os.tmpdir(), 'pds-'))
process.env.LOG_ENABLED ??= 'false' // before the imports: the loggers read it then
const { PDS } = await import('@atproto/pds')
const { Secp256k1Keypair } = await import('@atproto/crypto')
const plcServer = await import('@did-plc/server')

const plcPort = Number(arg('plc-port', 0)) || await freePort()
const plc = plcServer.PlcServer.create({ db: plcServer.Database.mock(), port: plcPort })
await plc.start()

const port = Number(arg('port', 0)) || await freePort()
const url = `http://localhost:${port}`
const rotation = await Secp256k1Keypair.create({ exportable: true })
const pds = await PDS.fromEnv({
  devMode: true,
  hostname: 'localhost',
  port,
  dataDirectory: tmp,
  blobstoreDiskLocation: path.join(tmp, 'blobs'),
  didPlcUrl: `http://localhost:${plcPort}`,
  recoveryDidKey: rotation.did(),
  plcRotationKeyK256PrivateKeyHex: Buffer.from(await rotation.export()).toString('hex'),
  adminPassword: 'admin-pass',
  jwtSecret: 'loopback-test-jwt-secret-0123456789',
  serviceHandleDomains: ['.test'],
  inviteRequired: false,
  disableSsrfProtection: true,
  bskyAppViewUrl: 'https://appview.invalid',
  bskyAppViewDid: 'did:example:invalid',
  modServiceUrl: 'https://moderator.invalid',
  modServiceDid: 'did:example:invalid',
})
await pds.start()

const accounts = []
for (const name of arg('accounts', 'alice,bob').split(',').filter(Boolean)) {
  const handle = `${name}.test`
  const password = `${name}-pass`
  const r = await fetch(`${url}/xrpc/com.atproto.server.createAccount`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ handle, password, email: `${name}@example.test` }),
  })
  const body = await r.json()
  if (!r.ok) throw new Error(`createAccount ${handle}: ${r.status} ${JSON.stringify(body)}`)
  accounts.push({ handle, password, did: body.did })
}

const info = JSON.stringify({ url, plc: `http://localhost:${plcPort}`, pid: process.pid, accounts })
console.log(info)
const ready = arg('ready')
if (ready) { // whole, then renamed: a reader never sees half of it
  fs.writeFileSync(ready + '.tmp', info + '\n')
  fs.renameSync(ready + '.tmp', ready)
}

let stopping = false
const stop = async () => {
  if (stopping) return
  stopping = true
  setTimeout(() => process.exit(1), 10_000).unref()
  try { await pds.destroy(); await plc.destroy() } finally {
    fs.rmSync(tmp, { recursive: true, force: true })
    process.exit(0)
  }
}
process.on('SIGTERM', stop)
process.on('SIGINT', stop)
